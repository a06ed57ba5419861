using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>Sends by the strategy's store, as <c>Mutator.Publish</c> does.</summary>
internal unsafe class StoringSender<TCounter>(ExploredHeap heap, int thread) : ExploredMutator<TCounter, ExploredMemory>(heap, thread)
    where TCounter : struct, IRefCounter<TCounter>
{
    protected sealed override void Publish(int slot, int o)
    {
        Replay.Current.Enter(nameof(Send));
        Write(slot, ExploredHeap.ReferenceTo(o));
    }

    /// <summary>Writes a mailbox.</summary>
    protected virtual void Write(int slot, uint value) => Counter.Store<ExploredMemory>(null, ref Heap.Slot(slot), value);
}
