using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using Xunit;

namespace GcActors.Tests.Counting;

/// <summary>Message counts by hand: who counts what, what dies of a trace, and that the verifier sees what is wrong.</summary>
public sealed unsafe class WeightedTests : IDisposable
{
    private const int Slot = 3;

    private readonly TestHeap<Weighted, LeasedAllocator> _heap = new(mutators: 3, poison: true);

    public void Dispose() => _heap.Dispose();

    [Fact]
    public void A_message_counts_at_the_owner_until_its_holder_has_traced()
    {
        ObjectRef o = New(0);
        Send(0, o);
        Assert.Equal(1, CountOf(o));
        AssertSound();

        Receive(1);
        Assert.Equal((1, 1), (CountOf(o), HeldBy(1, o)));
        AssertSound();

        Forget(1);
        Trace(1);
        Assert.Equal((1, 0), (CountOf(o), HeldBy(1, o)));
        AssertSound();

        Trace(0);
        Assert.False(_heap.Header(o)->IsObject);
        AssertSound();
    }

    /// <summary>Who relays has one count at first, and asks for 256: 255 to keep, 1 to send.</summary>
    [Fact]
    public void A_relay_asks_for_counts_when_it_has_none_to_spare()
    {
        ObjectRef o = New(0);
        Send(0, o);
        Receive(1);
        Send(1, o);
        Assert.Equal((1, 256), (CountOf(o), HeldBy(1, o)));
        AssertSound();

        Receive(2);
        Send(1, o);
        Assert.Equal((255, 1), (HeldBy(1, o), HeldBy(2, o)));

        // It comes home: the owner reads its mail first.
        Receive(0);
        Assert.Equal(256, CountOf(o));
        AssertSound();
    }

    [Fact]
    public void What_a_message_leads_to_is_counted_once()
    {
        (ObjectRef top, ObjectRef shared) = (New(0), New(0));
        ObjectRef middle = New(0);
        _heap[0].Store(top, 0, middle);
        _heap[0].Store(top, 1, shared);
        _heap[0].Store(middle, 0, shared);
        _heap[0].Store(middle, 1, top);
        Send(0, top);

        Assert.Equal((1, 1, 1), (CountOf(top), CountOf(middle), CountOf(shared)));
        AssertSound();
    }

    /// <summary>Counting alone would keep it for ever; no stop is needed either.</summary>
    [Fact]
    public void A_cycle_over_two_mutators_dies_in_their_traces()
    {
        ObjectRef moved = New(0);
        Send(0, moved);
        Receive(1);
        ObjectRef own = New(1);
        _heap[1].Store(own, 0, moved);
        _heap[1].Store(moved, 0, own);
        Forget(1);
        Trace(1);

        // The moved one refers to a cell that is freed; nobody will look.
        Assert.False(_heap.Header(own)->IsObject);
        Assert.True(_heap.Header(moved)->IsObject);
        AssertSound();

        Trace(0);
        Assert.False(_heap.Header(moved)->IsObject);
        AssertSound();
    }

    [Fact]
    public void A_collection_takes_the_dead_off_all_ledgers()
    {
        ObjectRef kept = New(0);
        ObjectRef dead = New(0);
        Send(0, kept);
        Receive(1);
        Send(0, dead);
        _heap[2].Register(1) = _heap[2].TakeShared(Slot);
        _heap[2].Register(1) = default;
        using var trace = new BackupTrace<Weighted, LeasedAllocator>();
        _heap.Collect(trace);
        LedgerRepair.Run(_heap.Heap, _heap.Allocators.Counts);

        Assert.False(_heap.Header(dead)->IsObject);
        Assert.Equal((1, 0), (HeldBy(1, kept), HeldBy(2, dead)));
        AssertSound();
    }

    /// <summary>Nothing is counted before all is met, so a stop, and a collection in it, may come between.</summary>
    [Fact]
    public void A_stop_may_interrupt_the_packing_of_a_large_message()
    {
        const int Leaves = 600;
        ObjectRef table = _heap.New(_heap[0].ShapeOf(Leaves, 0));
        _heap[0].Register(0) = table;
        for (int i = 0; i < Leaves; i++)
        {
            _heap[0].Store(table, i, _heap.New(_heap[0].ShapeOf(0, 16)));
        }

        ObjectRef message = table;
        _heap.Control(0)->Breaker = (int)Breaker.Stop;
        Assert.Equal(StepOutcome.Partial, _heap[0].Pack(ref message));
        _heap[0].AtBoundary();
        AssertSound();
        using var trace = new BackupTrace<Weighted, LeasedAllocator>();
        _heap.Collect(trace);
        LedgerRepair.Run(_heap.Heap, _heap.Allocators.Counts);
        AssertSound();

        _heap.Control(0)->Breaker = 0;
        Assert.Equal(StepOutcome.Stepped, _heap[0].Pack(ref message));
        Assert.Equal((1, 1), (CountOf(table), CountOf(_heap[0].Peek(table, Leaves - 1))));
        AssertSound();
    }

    /// <summary>What one scatters over a table must be found again, and leave no hole.</summary>
    [Fact]
    public void The_table_of_others_objects_grows_and_shrinks()
    {
        ForeignCounts table = default;
        try
        {
            for (uint cell = 1; cell <= 5000; cell++)
            {
                table.FindOrAdd(cell * 2)->Counts = (int)cell;
            }

            for (uint cell = 1; cell <= 5000; cell++)
            {
                table.Find(cell * 2)->Counts = cell % 10 == 0 ? (int)cell : 0;
            }

            table.RemoveEmpty();
            Assert.Equal((500, 1024), (table.Entries, table.Places));
            for (uint cell = 1; cell <= 5000; cell++)
            {
                ForeignCount* entry = table.Find(cell * 2);
                Assert.Equal(cell % 10 == 0 ? (int)cell : 0, entry == null ? 0 : entry->Counts);
            }
        }
        finally
        {
            table.Dispose();
        }
    }

    [Theory]
    [InlineData("WF3")]
    [InlineData("WF4")]
    [InlineData("WF5")]
    [InlineData("WF6")]
    [InlineData("listed twice")]
    [InlineData("not listed")]
    [InlineData("no owner")]
    [InlineData("was freed")]
    public void The_verifier_sees(string fault)
    {
        ObjectRef o = New(0);
        ObjectRef child = New(0);
        _heap[0].Store(o, 0, child);
        Send(0, o);
        Receive(1);
        AssertSound();
        Plant(fault, o, child);

        Assert.Contains(_heap.Verify().Violations, v => v.Contains(fault, StringComparison.Ordinal));
    }

    private void Plant(string fault, ObjectRef o, ObjectRef child)
    {
        CountLedger* owner = _heap.Allocators.Counts.Ledger(0);
        switch (fault)
        {
            case "WF3":
                // Of an object that nobody leads to any more, but of which there still are counts.
                _heap[1].Store(o, 0, default);
                _heap.Header(child)->Count = 0;
                _heap[0].Register(HeldAt(child)) = default;
                Trace(0);
                break;
            case "WF4":
                _heap.Allocators.Counts.Ledger(1)->Foreign.Find(child.Granule)->Counts = 0;
                _heap.Allocators.Counts.Ledger(1)->Foreign.RemoveEmpty();
                break;
            case "WF5":
                _heap.Header(child)->Count++;
                break;
            case "WF6":
                _heap.Header(child)->Count = -1;
                break;
            case "listed twice":
                *owner->OwnedEnd++ = child.Granule;
                break;
            case "not listed":
                owner->OwnedEnd--;
                break;
            case "no owner":
                _heap.Header(child)->Spare = 0;
                break;
            case "was freed":
                _heap.Header(child)->Count = 0;
                _heap[0].Register(HeldAt(child)) = default;
                Trace(0);
                break;
        }
    }

    /// <summary>Two fields; held in a register of its maker by its own number.</summary>
    private ObjectRef New(int mutator)
    {
        ObjectRef o = _heap.New(_heap[mutator].ShapeOf(2, 8), mutator: mutator);
        return _heap[mutator].Register(HeldAt(o)) = o;
    }

    /// <summary>Registers are few: numbers of cells fold into them, without a collision in a heap of some objects.</summary>
    private static long HeldAt(ObjectRef o) => o.Granule % 1000;

    private void Send(int mutator, ObjectRef o)
    {
        ObjectRef message = o;
        Assert.Equal(StepOutcome.Stepped, _heap[mutator].Pack(ref message));
        _heap[mutator].Publish(Slot, message);
        _heap[mutator].Register(HeldAt(o)) = mutator == 0 ? default : _heap[mutator].Register(HeldAt(o));
    }

    private void Receive(int mutator)
    {
        ObjectRef o = _heap[mutator].TakeShared(Slot);
        _heap[mutator].Register(HeldAt(o)) = o;
    }

    private void Forget(int mutator)
    {
        for (long i = 0; i < 1000; i++)
        {
            _heap[mutator].Register(i) = default;
        }
    }

    private void Trace(int mutator)
    {
        _heap[mutator].AtBoundary();
        Assert.True(_heap[mutator].TryLeave());
    }

    private int CountOf(ObjectRef o) => _heap.Header(o)->Count;

    private int HeldBy(int mutator, ObjectRef o)
    {
        ForeignCount* entry = _heap.Allocators.Counts.Ledger(mutator)->Foreign.Find(o.Granule);
        return entry == null ? 0 : entry->Counts;
    }

    private void AssertSound() => Assert.Empty(_heap.Verify().Violations);
}
