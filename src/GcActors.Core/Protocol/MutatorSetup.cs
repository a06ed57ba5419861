using GcActors.Core.Actors;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Workloads;

namespace GcActors.Core.Protocol;

/// <summary>What a mutator actor is joined to, apart from types.</summary>
internal sealed unsafe class MutatorSetup
{
    public required MutatorBinding Binding { get; init; }

    public required WorkloadParameters Parameters { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>What the workload runs, where it is given a program.</summary>
    public ITrialProgram? Program { get; init; }

    public required int QuantumSteps { get; init; }

    public required bool PollsEachStep { get; init; }

    /// <summary>The lock, where the strategy needs it.</summary>
    public required GlobalInterpreterLock? Gil { get; init; }

    public required long SwitchIntervalNs { get; init; }

    /// <summary>Whether the mutator has a thread to itself, which it may yield.</summary>
    public required bool HasOwnThread { get; init; }

    /// <summary>Whether all mutators run on one thread, one quantum after the other.</summary>
    public required bool TakesTurns { get; init; }

    public required bool IsVirtualTime { get; init; }

    public required WorldGuard* Guard { get; init; }

    public required IActorRef<AllocatorMessage> Allocator { get; init; }

    /// <summary>The epochs, where the strategy keeps logs.</summary>
    public required LogSetup? Logs { get; init; }

    /// <summary>Whether it gives up the shared roots when an iteration is torn down.</summary>
    public required bool DropsSharedRoots { get; init; }

    /// <summary>Where this mutator crashes; null: nowhere.</summary>
    public required CrashPoint? Crash { get; init; }

    /// <summary>Shared by all mutators; null: none of them crashes.</summary>
    public required CrashWatch? CrashWatch { get; init; }

    /// <summary>Waits below it are nothing to trace.</summary>
    public required long TraceThresholdNs { get; init; }

    public required PlantedFaults Faults { get; init; }
}
