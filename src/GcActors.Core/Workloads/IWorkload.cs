using System.Collections.ObjectModel;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;

namespace GcActors.Core.Workloads;

/// <summary>
/// One mutator's part of a program, as <c>workloads.md</c> defines it to the bit: a struct that holds the state between steps and does its heap operations
/// through the mutator it is given. It knows no strategy, collector, allocator or runtime, so every combination runs the same program.
/// </summary>
/// <remarks>
/// Set-up runs mutator by mutator in index order, then all mutators step until each answers <see cref="StepOutcome.Done"/>. Set-up and steps are resumable: they may
/// be called again after <see cref="StepOutcome.Suspended"/> and must go on where they were. Nothing may be allocated on the managed heap in a step.
/// </remarks>
internal interface IWorkload<TSelf>
    where TSelf : struct, IWorkload<TSelf>
{
    /// <summary>Name, source, parameters and what is shared.</summary>
    static abstract WorkloadDescription Description { get; }

    /// <summary>Why parameters that are each in their range do not go together, as <c>key: what would be right</c>; null if they do.</summary>
    static virtual string? Objection(WorkloadParameters parameters) => null;

    /// <summary>What the mutators share with these parameters.</summary>
    static abstract Sharing SharingOf(WorkloadParameters parameters);

    /// <summary>Whether whatever changes mutators does so whole, by <see cref="IMutator.Pack"/>, <see cref="IMutator.Publish"/> and
    /// <see cref="IMutator.TakeShared"/>, and nobody writes what was sent but a receiver who got all of it, so that mutators with private heaps, or with counts of messages
    /// alone, can run the program.</summary>
    static virtual bool SharesByMessage(WorkloadParameters parameters) => false;

    /// <summary>The part of one mutator; cold, may allocate managed memory.</summary>
    static abstract TSelf Create(in WorkloadContext context);

    /// <summary>Registers that a mutator needs, work stacks included.</summary>
    static abstract long RegisterCount(WorkloadParameters parameters);

    /// <summary>Root slots that all mutators see.</summary>
    static abstract long SharedRootCount(WorkloadParameters parameters);

    /// <summary>One piece of set-up; <see cref="StepOutcome.Done"/> when there is nothing (more) to set up.</summary>
    StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator;

    /// <summary>One step of the program.</summary>
    StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator;

    /// <summary>This mutator's part of the check value, as numbers that are added over all mutators. Called after the last step, uncounted reads only.</summary>
    ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator;

    /// <summary>The check value from the sums, as section 10 of <c>workloads.md</c> prints it.</summary>
    static abstract string Check(WorkloadParameters parameters, ulong[] sums);

    /// <summary>Whether every run with these parameters has the same check value; false where it depends on whose step comes first.</summary>
    static virtual bool CheckRepeats(WorkloadParameters parameters) => true;

    /// <summary>What this mutator measured in its last run, for <see cref="Quantities"/>. Called after the run; a struct that does not override it is boxed.</summary>
    ulong[] MeasuredPart() => [];

    /// <summary>Quantities that only this workload has, for the trial's <c>extra</c>: by name with the unit last. Times among them are the host's, so a
    /// simulation's differ from run to run: nothing that must repeat may depend on them.</summary>
    /// <param name="parameters">Of the trial.</param>
    /// <param name="parts">What the mutators measured in the last iteration, in their order.</param>
    static virtual IReadOnlyDictionary<string, double> Quantities(WorkloadParameters parameters, IReadOnlyList<ulong[]> parts) =>
        ReadOnlyDictionary<string, double>.Empty;
}
