using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>A mutator of a strategy whose epochs are stops: behind a boundary it waits until the world runs again.</summary>
internal class StoppingMutator<TCounter>(ExploredHeap heap, int thread) : LoggedMutator<TCounter>(heap, thread)
    where TCounter : struct, IRefCounter<TCounter>
{
    protected override void PassBoundary(int locals)
    {
        base.PassBoundary(locals);
        AwaitResume();
    }

    protected virtual void AwaitResume()
    {
        Replay.Current.Enter(nameof(AwaitResume));
        ExploredMemory.Await(ref Epochs.Resumed, Passed);
    }
}

/// <summary>A mutator of <see cref="Deferred"/>.</summary>
internal class ReconcilingMutator(ExploredHeap heap, int thread) : StoppingMutator<Deferred>(heap, thread);

/// <summary>The refcount actor of <see cref="Deferred"/>: at each stop it reconciles the tables with what all mutators hold, in the order of <c>RefCountActor</c>.</summary>
internal unsafe class Reconciler(ExploredHeap heap, int thread) : LogApplier<Deferred>(heap, thread)
{
    protected override void Apply(int epoch)
    {
        Increment(m => ref Epochs.Locals(m, epoch));
        for (int m = 0; m < Mutators; m++)
        {
            Reconcile(ref Epochs.Decrements(m, epoch));
        }

        if (epoch > 1)
        {
            Decrement(m => ref Epochs.Locals(m, epoch - 1));
        }

        Replay.Current.Enter("Resume");
        ExploredMemory.Exchange(ref Epochs.Resumed, epoch);
    }

    /// <summary>A listed object is left to its entry.</summary>
    protected override CountChange CountDropField(int child)
    {
        CountChange change = base.CountDropField(child);
        if (change != CountChange.Dead)
        {
            return change;
        }

        Replay.Current.Enter("IsListed");
        return ExploredMemory.Read(ref Deferred.MarkOf(Heap.Header(child))) != 0 ? CountChange.Deferred : CountChange.Dead;
    }

    protected void Reconcile(ref int table)
    {
        foreach (int o in Take(ref table))
        {
            Replay.Current.Enter("TakeOffList");
            ExploredMemory.Exchange(ref Deferred.MarkOf(Heap.Header(o)), 0);
            if (ExploredMemory.Read(ref PlainCount.WordOf(Heap.Header(o))) == 0)
            {
                Kill(o);
            }
        }
    }
}
