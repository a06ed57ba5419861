using GcActors.Core.Actors;
using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Objects;
using GcActors.Core.Protocol.Tracing;

namespace GcActors.Core.Protocol;

/// <summary>
/// Writes the counts of its share of the objects, and frees those that nothing refers to any more. After the increments of an epoch there are only decrements, so
/// a count that reaches 0 stays there. Objects are dealt out by the pool that they lie in: what was allocated together mostly dies together.
/// </summary>
/// <param name="setup">What it is joined to.</param>
/// <param name="share">0-based.</param>
internal sealed unsafe partial class RefCountActor<TCounter, TAllocator>(RefCountSetup setup, int share) : IActor<RefCountMessage>, IDescribesState
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
{
    private readonly Heap _heap = setup.Allocators.Heap;
    private readonly CountLog* _log = setup.Allocators.Counts.Log(setup.Mutators + share);
    private readonly uint* _links = setup.Allocators.Counts.Links;
    private TAllocator _allocator = TAllocator.Create(setup.Allocators, setup.Mutators + share);
    private OpenLog _foreign;
    private uint _dying;
    private long _frees;
    private long _increments;
    private long _decrements;
    private long _entries;
    private bool _slowed;

    public void Receive(RefCountMessage message, IActorContext<RefCountMessage> context)
    {
        if (setup.Faults.RefCountDelayNs > 0 && !_slowed)
        {
            _slowed = true;
            context.Schedule(setup.Faults.RefCountDelayNs, message);
            return;
        }

        _slowed = false;
        setup.Doses?.Message();
        var apply = (RefCountMessage.Apply)message;
        long cpuNs = setup.Clock?.Begin() ?? 0;
        long startNs = context.NowNs;
        _frees = _increments = _decrements = _entries = 0;
        Apply(apply.Work);
        _allocator.AtBoundary();
        var done = new CountWorkDone
        {
            Frees = _frees,
            Increments = _increments,
            Decrements = _decrements,
            Entries = _entries,
            ApplyNs = context.NowNs - startNs,
        };
        setup.Clock?.End(share, cpuNs);
        apply.ReplyTo.Tell(new EpochMessage.Applied(done, _foreign.Close(), new ApplyRecord(share, startNs, startNs + done.ApplyNs, _entries)));
    }

    public string DescribeState() => $"share {share} of {setup.Shares}, {_entries} entries applied in the last piece of work";

    private void Apply(CountWork work)
    {
        bool isUpsideDown = setup.Faults.AppliesDecrementsFirst;
        ForEach(isUpsideDown ? work.Decrements : [], new Decrementer(this));
        ForEach(work.Increments, new Incrementer(this));
        ForEach(work.Scanned, new Scanner(this));
        ForEach(work.CountedSlots, new SlotCounter(this));
        ForEach(work.UnmarkedSlots, new Unmarker(this));
        ForEach(work.Listed, new Reconciler(this));
        ForEach(isUpsideDown ? [] : work.Decrements, new Decrementer(this));
    }

    /// <summary>Shows a visitor every entry of some lists; whose objects they are is the visitor's to ask.</summary>
    private static void ForEach<TVisitor>(IReadOnlyList<LogList> lists, TVisitor visitor)
        where TVisitor : struct, IReferenceVisitor
    {
        foreach (LogList list in lists)
        {
            for (LogChunk* chunk = list.Head; chunk != null; chunk = chunk->Next)
            {
                for (int i = 0; i < chunk->Count; i++)
                {
                    visitor.Visit(chunk->Entries[i]);
                }
            }
        }
    }

    private void Increment(uint cell)
    {
        ObjectHeader* o = _heap.HeaderOf(cell);
        ref int count = ref PlainCount.WordOf(o);
        if (count++ <= 0 && !TCounter.IsListed(o))
        {
            throw new InvalidOperationException($"cell {cell:x} was to be counted up from {count - 1}: it is dead");
        }
    }

    private void Unmark(uint cell)
    {
        if (!setup.Faults.LeavesMarks)
        {
            _links[cell] = 0;
        }
    }

    private void Reconcile(uint cell)
    {
        ObjectHeader* o = _heap.HeaderOf(cell);
        bool isDead = setup.Faults.LeavesListed ? o->Count == 0 : TCounter.TakeOffList(o) == CountChange.Dead;
        if (isDead)
        {
            Link(cell, o);
            Bury();
        }
    }

    private void Decrement(uint cell)
    {
        ObjectHeader* o = _heap.HeaderOf(cell);
        ref int count = ref PlainCount.WordOf(o);
        if (--count > 0)
        {
            return;
        }

        if (count < 0)
        {
            throw new InvalidOperationException($"cell {cell:x} was to be counted down to {count}: a decrement was noted twice, or an increment not at all");
        }

        if (!TCounter.IsListed(o) || setup.Faults.ForgetsEntries)
        {
            Link(cell, o);
        }
    }

    private void Link(uint cell, ObjectHeader* o)
    {
        DyingLink.Set<TCounter>(_links, cell, o, _dying);
        _dying = cell;
    }

    /// <summary>Takes apart what is dying, and what dies with it.</summary>
    private void Bury()
    {
        while (_dying != 0)
        {
            uint cell = _dying;
            ObjectHeader* o = _heap.HeaderOf(cell);
            _dying = DyingLink.Next<TCounter>(_links, cell, o);
            ObjectWalker.Walk(_heap.Base, _heap.Shapes.Shapes, o, new Giver(this));
            Free(cell, o);
        }
    }

    private void Free(uint cell, ObjectHeader* o)
    {
        Shape* shape = _heap.Shapes.Shapes + o->Shape;
        if (shape->HasItems)
        {
            ItemArray.Of(o)->Release(_heap);
        }

        _frees++;
        _allocator.Free(cell, o, shape->CellBytes);
    }

    private bool IsMine(uint cell) => setup.Shares == 1 || setup.ShareOf(cell) == share;
}
