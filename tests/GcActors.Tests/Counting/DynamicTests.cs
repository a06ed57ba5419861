using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Objects;
using GcActors.Core.Protocol;
using GcActors.Tests.Protocol;
using Xunit;
using DynamicHeap = GcActors.Tests.TestHeap<GcActors.Core.Counting.Dynamic<GcActors.Core.Counting.QuietSlots>, GcActors.Core.Objects.LeasedAllocator>;

namespace GcActors.Tests.Counting;

/// <summary>Two mutators; A makes, and puts into shared roots what B is to see. Registers 0 to 2 of A hold records of two fields: 0 refers to 1, and is in
/// shared root 0 as well; 2 is A's own.</summary>
public unsafe class DynamicTests
{
    private const int A = 0;
    private const int B = 1;
    private const int Untimed = 64;

    [Fact]
    public void What_a_shared_root_leads_to_has_escaped_and_nothing_else()
    {
        using DynamicHeap heap = MakeHeap();

        Assert.Equal([false, false, true], [IsPrivate(heap, 0), IsPrivate(heap, 1), IsPrivate(heap, 2)]);
        Assert.Equal((2, 1), (Reported(heap, "escaped"), Reported(heap, "escape_walks")));
        AssertSound(heap);
    }

    [Fact]
    public void A_store_into_what_has_escaped_marks_and_one_into_a_private_object_does_not()
    {
        using DynamicHeap heap = MakeHeap();
        ObjectRef leaf = heap[A].Register(3) = heap.New(heap[A].ShapeOf(0, 8));
        heap[A].Store(heap[A].Register(2), 0, leaf);
        Assert.Equal([true, true], [IsPrivate(heap, 2), IsPrivate(heap, 3)]);

        heap[A].Store(heap[A].Register(1), 0, heap[A].Register(2));

        Assert.Equal([false, false], [IsPrivate(heap, 2), IsPrivate(heap, 3)]);
        AssertSound(heap);
    }

    [Fact]
    public void A_move_between_fields_is_a_store()
    {
        using DynamicHeap heap = MakeHeap();
        ObjectRef leaf = heap.New(heap[A].ShapeOf(0, 8));
        heap[A].Store(heap[A].Register(2), 0, leaf);
        heap[A].Drop(leaf);

        heap[A].Move(heap[A].Register(2), 0, heap[A].Register(1), 1);

        Assert.False(Dynamic<QuietSlots>.IsPrivate(heap.Header(leaf)));
        AssertSound(heap);
    }

    /// <summary>Items lie outside the list that has escaped.</summary>
    [Fact]
    public void Items_of_a_list_escape_with_it()
    {
        using DynamicHeap heap = MakeHeap();
        ObjectRef list = heap[A].Register(3) = heap.New(heap.Heap.Shapes.Of(ObjectKind.List, 0, 0));
        ItemArray* items = ItemArray.Of(heap.Header(list));
        for (uint i = 0; i < 10; i++)
        {
            Assert.True(items->TryGrow(heap.Heap, i + 1));
            items->Items(heap.Heap.Base)[i] = heap.New(heap[A].ShapeOf(0, 8)).Granule;
        }

        heap[A].Publish(1, heap[A].Copy(list));

        Assert.Equal(2 + 11, Reported(heap, "escaped"));
        AssertSound(heap);
    }

    /// <summary>The walk has no depth, stops at what is marked, and looks at the clock only when it is long.</summary>
    [Theory]
    [InlineData(Untimed, false)]
    [InlineData(100_000, true)]
    public void A_chain_escapes_once(int length, bool isTimed)
    {
        using DynamicHeap heap = MakeHeap();
        ushort shape = heap[A].ShapeOf(1, 8);
        for (int i = 0; i < length; i++)
        {
            ObjectRef next = heap.New(shape);
            heap[A].Store(next, 0, heap[A].Register(3));
            if (i > 0)
            {
                heap[A].Drop(heap[A].Register(3));
            }

            heap[A].Register(3) = next;
        }

        heap[A].Publish(1, heap[A].Copy(heap[A].Register(3)));
        heap[A].Publish(2, heap[A].Copy(heap[A].Register(3)));

        Assert.Equal((2 + length, 2), (Reported(heap, "escaped"), Reported(heap, "escape_walks")));
        Assert.Equal(isTimed, Reported(heap, "escape_ns") > 0);
        AssertSound(heap);
    }

    /// <summary>Counts that were plain go on as atomic ones, and back at one holder stay so.</summary>
    [Fact]
    public void The_last_drop_frees_whoever_does_it()
    {
        using DynamicHeap heap = MakeHeap();
        heap[B].Register(0) = heap[B].TakeShared(0);
        heap[A].Drop(heap[A].Register(0));
        heap[A].Register(0) = default;
        AssertSound(heap);
        heap[A].Drop(heap[A].Register(1));
        heap[A].Register(1) = default;
        Assert.False(Dynamic<QuietSlots>.IsPrivate(heap.Header(heap[B].Register(0))));

        heap[B].Drop(heap[B].Register(0));
        heap[B].Register(0) = default;

        Assert.Equal((0, 2), (heap[A].Frees, heap[B].Frees));
        AssertSound(heap);
    }

    [Fact]
    public void What_is_immortal_escapes_too()
    {
        using DynamicHeap heap = MakeHeap();
        ObjectRef immortal = heap[A].Register(2);
        ObjectRef leaf = heap[A].Register(3) = heap.New(heap[A].ShapeOf(0, 8));
        heap[A].Store(immortal, 0, leaf);
        Dynamic<QuietSlots>.Pin(heap.Header(immortal), immortal: true);

        heap[A].Publish(1, immortal);

        Assert.Equal([false, false], [IsPrivate(heap, 2), IsPrivate(heap, 3)]);
        Assert.True(CountArea.IsImmortal(heap.Header(immortal)->Count));
        AssertSound(heap);
        Dynamic<QuietSlots>.Unpin(heap.Header(immortal));
        Assert.Equal((1, false), (Dynamic<QuietSlots>.ReadCount(heap.Header(immortal)), IsPrivate(heap, 2)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Collections_keep_marks(bool traces)
    {
        using DynamicHeap heap = MakeHeap();
        using ICycleCollector collector = traces
            ? new BackupTrace<Dynamic<QuietSlots>, LeasedAllocator>()
            : new GenerationalCollector<Dynamic<QuietSlots>, LeasedAllocator>(CollectionOrder.CPython);
        ObjectRef cycle = heap.New(heap[A].ShapeOf(2, 0));
        heap[A].Store(cycle, 0, cycle);
        heap[A].Store(cycle, 1, heap[A].Register(1));
        heap[A].Drop(cycle);

        Assert.Equal(1, heap.Collect(collector).ObjectsFreed);

        Assert.Equal([false, false, true], [IsPrivate(heap, 0), IsPrivate(heap, 1), IsPrivate(heap, 2)]);
        Assert.Empty(heap.Verify(collector).Violations);
    }

    /// <summary>No collector has a reason to set an exact count; who does must not take the mark off.</summary>
    [Fact]
    public void A_count_that_is_set_anew_keeps_its_mark()
    {
        using DynamicHeap heap = MakeHeap();
        for (int register = 0; register < 3; register++)
        {
            bool wasPrivate = IsPrivate(heap, register);
            ObjectHeader* o = heap.Header(heap[A].Register(register));

            Dynamic<QuietSlots>.Rebuild(o, 7);

            Assert.Equal((7, wasPrivate), (Dynamic<QuietSlots>.ReadCount(o), IsPrivate(heap, register)));
        }
    }

    /// <summary>Half of the objects are handed over, one by one.</summary>
    [Fact]
    public void A_trial_reports_what_escaped()
    {
        TrialReport report = TrialRuns.Run(TrialRuns.Small("hand-over", "dynamic", mutators: 2));

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.Equal((5000, 5000, 0), (report.Extra["escaped"], report.Extra["escape_walks"], report.Extra["escape_ns"]));
    }

    [Fact]
    public void A_collector_that_clears_the_mark_is_seen() => AssertSeen(
        static heap => Clear(heap, heap[A].Register(1)), "has escaped and refers to cell", "which is not marked as escaped");

    [Fact]
    public void A_shared_root_that_refers_to_an_unmarked_object_is_seen() => AssertSeen(
        static heap => Clear(heap, heap[A].Register(0)), "root shared[0] refers to cell", "which is not marked as escaped");

    [Fact]
    public void A_store_that_does_not_mark_is_seen() => AssertSeen(
        static heap =>
        {
            heap[A].Copy(heap[A].Register(2));
            ((uint*)(heap.Header(heap[A].Register(1)) + 1))[0] = heap[A].Register(2).Granule;
        },
        "has escaped and refers to cell");

    [Fact]
    public void A_register_of_another_mutator_is_seen() => AssertSeen(
        static heap => heap[B].Register(0) = heap[A].Copy(heap[A].Register(2)), "is joined by references to");

    [Fact]
    public void A_reference_into_what_another_mutator_reaches_alone_is_seen() => AssertSeen(
        static heap =>
        {
            ObjectRef leaf = heap.New(heap[A].ShapeOf(0, 8));
            heap[A].Store(heap[A].Register(2), 0, leaf);
            heap[B].Register(0) = leaf;
        },
        "is joined by references to");

    private static DynamicHeap MakeHeap()
    {
        var heap = new DynamicHeap(mutators: 2);
        ushort shape = heap[A].ShapeOf(2, 0);
        for (int i = 0; i < 3; i++)
        {
            heap[A].Register(i) = heap.New(shape);
        }

        heap[A].Store(heap[A].Register(0), 0, heap[A].Register(1));
        heap[A].Publish(0, heap[A].Copy(heap[A].Register(0)));
        return heap;
    }

    private static bool IsPrivate(DynamicHeap heap, int register) => Dynamic<QuietSlots>.IsPrivate(heap.Header(heap[A].Register(register)));

    private static void Clear(DynamicHeap heap, ObjectRef o) => heap.Header(o)->Count &= ~1;

    private static double Reported(DynamicHeap heap, string name)
    {
        SortedDictionary<string, double> report = [];
        heap[A].AddTo(report);
        return report[name];
    }

    private static void AssertSound(DynamicHeap heap) => Assert.Empty(heap.Verify().Violations);

    private static void AssertSeen(Action<DynamicHeap> plant, params string[] expected)
    {
        using DynamicHeap heap = MakeHeap();
        AssertSound(heap);
        plant(heap);
        string violation = Assert.Single(heap.Verify().Violations);
        Assert.All(expected, part => Assert.Contains(part, violation, StringComparison.Ordinal));
    }
}
