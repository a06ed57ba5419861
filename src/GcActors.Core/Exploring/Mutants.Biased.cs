using GcActors.Core.Counting;
using GcActors.Core.Objects;
using static GcActors.Core.Counting.BiasedWords;

namespace GcActors.Core.Exploring;

/// <summary>Biased counting once more, operation by operation, for twins that get one of them wrong.</summary>
internal unsafe class BiasedTwin(ExploredHeap heap, int thread) : ExploredMutator<Biased<QuietSlots, DrainFrees>, ExploredMemory>(heap, thread)
{
    protected OwnerQueues Queues { get; } = new(heap.Space);

    private uint Mine => BiasOfOwner((uint)Thread + 1);

    protected override CountChange CountDrop(int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Drop));
        ObjectHeader* header = Heap.Header(o);
        uint bias = ExploredMemory.Read(ref BiasOf(header));
        if (OwnerOf(bias) != OwnerOf(Mine))
        {
            return DropAsStranger(header, o);
        }

        if (LocalOf(bias) > 1)
        {
            ExploredMemory.Write(ref BiasOf(header), bias - 1);
            return CountChange.Alive;
        }

        return MergeImplicitly(header);
    }

    protected virtual CountChange MergeImplicitly(ObjectHeader* o)
    {
        ExploredMemory.Write(ref BiasOf(o), 0);
        return JudgeBy(Change(o, set: Merged, clear: 0));
    }

    protected virtual CountChange DropAsStranger(ObjectHeader* o, int number)
    {
        int old;
        int now;
        do
        {
            old = ExploredMemory.Read(ref SharedOf(o));
            now = old - One;
            now |= Enters(old) ? Queued : 0;
        }
        while (ExploredMemory.CompareExchange(ref SharedOf(o), now, old) != old);
        return Enters(old) ? Enqueue(o, number) : JudgeBy(now);
    }

    /// <summary>Whether a drop from this value queues the object.</summary>
    protected virtual bool Enters(int old) => old < One && (old & (Merged | Queued)) == 0;

    private CountChange Enqueue(ObjectHeader* o, int number)
    {
        uint owner = OwnerOf(ExploredMemory.Read(ref BiasOf(o)));
        if (owner == 0)
        {
            return MergedMeanwhile(o);
        }

        return Queue(o, (int)owner - 1, ExploredHeap.ReferenceTo(number));
    }

    protected virtual CountChange Queue(ObjectHeader* o, int owner, uint cell)
    {
        while (!Queues.TryPush<ExploredMemory>(owner, cell))
        {
            Queues.Enter<ExploredMemory>(owner);
            bool merges = Queues.IsClosed<ExploredMemory>(owner);
            int merged = merges ? Merge(o) : 0;
            Queues.Leave<ExploredMemory>(owner);
            if (merges)
            {
                return JudgeBy(merged);
            }
        }

        return CountChange.Deferred;
    }

    protected virtual CountChange MergedMeanwhile(ObjectHeader* o) => JudgeBy(Change(o, set: 0, clear: Queued));

    protected virtual CountChange JudgeBy(int shared) => shared == Dead ? CountChange.Dead : CountChange.Alive;

    protected static CountChange JudgeAsPublished(int shared) => (shared & ~Queued) == Dead ? CountChange.Dead : CountChange.Alive;

    protected static int Change(ObjectHeader* o, int set, int clear, int add = 0)
    {
        int old;
        int now;
        do
        {
            old = ExploredMemory.Read(ref SharedOf(o));
            now = ((old | set) & ~clear) + add;
        }
        while (ExploredMemory.CompareExchange(ref SharedOf(o), now, old) != old);
        return now;
    }

    private static int Merge(ObjectHeader* o)
    {
        int local = LocalOf(ExploredMemory.Read(ref BiasOf(o)));
        ExploredMemory.Write(ref BiasOf(o), 0);
        return Change(o, set: Merged, clear: Queued, add: local * One);
    }
}

/// <summary>S13 (H1, as published; CPython gh-119999, gh-121794): the owner is cleared after the merge.</summary>
internal sealed unsafe class OwnerClearedLate(ExploredHeap heap, int thread) : BiasedTwin(heap, thread)
{
    protected override CountChange MergeImplicitly(ObjectHeader* o)
    {
        ExploredMemory.Write(ref BiasOf(o), BiasOfOwner((uint)Thread + 1));
        int merged = Change(o, set: Merged, clear: 0);
        if (merged == Dead)
        {
            return CountChange.Dead;
        }

        ExploredMemory.Write(ref BiasOf(o), 0);
        return CountChange.Alive;
    }
}

/// <summary>S14 (H2, as published): an implicit merge frees an object that lies in the queue.</summary>
internal sealed unsafe class QueuedDiesByMerge(ExploredHeap heap, int thread) : BiasedTwin(heap, thread)
{
    protected override CountChange MergeImplicitly(ObjectHeader* o)
    {
        ExploredMemory.Write(ref BiasOf(o), 0);
        return JudgeAsPublished(Change(o, set: Merged, clear: 0));
    }
}

/// <summary>S15 (H3, as published): a stranger's last drop frees a merged object that lies in the queue.</summary>
internal sealed class QueuedDiesByStranger(ExploredHeap heap, int thread) : BiasedTwin(heap, thread)
{
    protected override CountChange JudgeBy(int shared) => JudgeAsPublished(shared);

    protected override unsafe CountChange MergeImplicitly(ObjectHeader* o)
    {
        ExploredMemory.Write(ref BiasOf(o), 0);
        return base.JudgeBy(Change(o, set: Merged, clear: 0));
    }
}

/// <summary>S16: every drop below 0 queues.</summary>
internal sealed class QueuedTwice(ExploredHeap heap, int thread) : BiasedTwin(heap, thread)
{
    protected override bool Enters(int old) => old < One && (old & Merged) == 0;
}

/// <summary>S20: a mutator looks through its queue, then closes it whatever has come meanwhile.</summary>
internal sealed unsafe class ExitBeforeDrain<TCounter>(ExploredHeap heap, int thread) : ExploredMutator<TCounter, ExploredMemory>(heap, thread)
    where TCounter : struct, IRefCounter<TCounter>
{
    public override void End()
    {
        Boundary();
        Replay.Current.Enter(nameof(IRefCounter<>.TryLeave));
        ExploredMemory.Write(ref *Heap.Space.Own(Thread), -1);
    }
}

/// <summary>S21: an object is queued to an owner that has left: nobody looks.</summary>
internal sealed unsafe class QueuedToNobody(ExploredHeap heap, int thread) : BiasedTwin(heap, thread)
{
    protected override CountChange Queue(ObjectHeader* o, int owner, uint cell)
    {
        ref int head = ref *Heap.Space.Own(owner);
        int first = ExploredMemory.Read(ref head);
        ExploredMemory.Write(ref Heap.Space.Links[cell], (uint)first);
        ExploredMemory.CompareExchange(ref head, (int)cell, first);
        return CountChange.Deferred;
    }
}

/// <summary>A mutator that comes back does not wait for whoever is merging in its place.</summary>
internal sealed unsafe class RejoinsAtOnce<TCounter>(ExploredHeap heap, int thread) : ExploredMutator<TCounter, ExploredMemory>(heap, thread)
    where TCounter : struct, IRefCounter<TCounter>
{
    public override void Join()
    {
        Replay.Current.Enter(nameof(Join));
        ExploredMemory.Write(ref *Heap.Space.Own(Thread), 0);
    }
}

/// <summary>S45: a load by a stranger revives a count of 0.</summary>
internal sealed unsafe class BiasedRevivingLoad(ExploredHeap heap, int thread)
    : ExploredMutator<Biased<QuiescentSlots, DrainFrees>, ExploredMemory>(heap, thread)
{
    protected override int CountedLoad(int slot)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Load));
        uint value = ExploredMemory.Read(ref Heap.Slot(slot));
        if (value != 0)
        {
            ObjectHeader* o = PlainCount.At(Heap.Base, value);
            uint bias = ExploredMemory.Read(ref BiasOf(o));
            if (OwnerOf(bias) == (uint)Thread + 1)
            {
                ExploredMemory.Write(ref BiasOf(o), bias + 1);
            }
            else
            {
                ExploredMemory.Add(ref SharedOf(o), One);
            }
        }

        return ExploredHeap.ObjectOf(value);
    }
}
