using GcActors.Core.Actors;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Workloads;

namespace GcActors.Core.Protocol;

/// <summary>
/// A mutator that crashes. The crash lies between two steps, where no heap operation is half done: what the registers held is lost, nobody drops it.
/// From then on the actor is the trial's book-keeper for a mutator that does nothing: it answers stops and epochs, and goes through the end of a run, so that the
/// mutator leaves as one that has come to its end: queue emptied and closed (whoever drops its objects merges them himself), log handed over, off line.
/// It leaves the global lock alone, if it held it: then nobody can go on.
/// </summary>
internal sealed unsafe partial class MutatorActor<TCounter, TAllocator, TWorkload>
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
    where TWorkload : struct, IWorkload<TWorkload>
{
    private bool HasCrashed => _setup.Crash is { IsPassed: true };

    /// <summary>The most steps of a quantum: it ends where the mutator is to crash.</summary>
    private int StepLimit => _setup.Crash is { } crash ? crash.Limit(_setup.QuantumSteps, _steps) : _setup.QuantumSteps;

    /// <summary>Grows with whatever the mutator does.</summary>
    private long Progress => _steps + _mutator.Allocs + _mutator.Frees + _mutator.Increments + _mutator.Decrements;

    /// <summary>The boundary behind steps of the run, in a trial with a crash.</summary>
    private void AtWatchedBoundary(StepOutcome outcome, long progressBefore, IActorContext<MutatorMessage> context)
    {
        if (_setup.Crash is { } crash && (crash.IsPassed || crash.IsDue(_steps)) && !_mutator.IsKilling)
        {
            Crash(crash, context);
            return;
        }

        // A stop may keep a quantum from its first step.
        bool onlyWaited = outcome is StepOutcome.Waiting or StepOutcome.Partial && Progress == progressBefore;
        IReadOnlyCollection<int> starved = _setup.CrashWatch!.EndQuantum(Index, onlyWaited, context.NowNs);
        if (starved.Count > 0)
        {
            _replyTo!.Tell(new TrialMessage.Starved(starved));
            return;
        }

        AtBoundary(outcome, context);
    }

    private void NoteEndOfRun()
    {
        _setup.CrashWatch?.EndRun(Index, byCrash: false);
        if (HasCrashed)
        {
            _setup.Binding.Allocators.Heap.Lost.Mutator = Index;
        }
    }

    /// <summary>Called again where a death in the mutator's queue was interrupted.</summary>
    private void Crash(CrashPoint crash, IActorContext<MutatorMessage> context)
    {
        if (!crash.IsPassed)
        {
            crash.IsPassed = true;
            long lost = CrashedRegisters.Lose<TCounter>(_setup.Binding.Registers, _setup.Binding.Allocators.Heap);
            _setup.CrashWatch!.EndRun(Index, byCrash: true);
            _replyTo!.Tell(new TrialMessage.MutatorCrashed(Index, _steps, lost, _gil.IsHeld ? "the global interpreter lock" : null));
        }

        if (_gil.IsHeld)
        {
            _work = Work.Idle;
        }
        else if (_setup.Faults.AbandonsCrashed)
        {
            EndWork(context);
        }
        else
        {
            AtBoundary(StepOutcome.Done, context);
        }
    }
}
