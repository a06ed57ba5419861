using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Objects;
using Xunit;

namespace GcActors.Tests.Collection;

/// <summary>A checker must first be seen to fail: each test plants one fault.</summary>
public unsafe class HeapVerifierTests
{
    [Fact]
    public void Lost_decrement() => AssertSeen(static heap => heap.Header(heap[0].Register(1))->Count++, "has count 3, but 2 references to it exist");

    [Fact]
    public void Lost_increment() => AssertSeen(static heap => heap.Header(heap[0].Register(1))->Count--, "has count 1, but 2 references to it exist");

    [Fact]
    public void Double_free() => AssertSeen(
        static heap =>
        {
            ObjectHeader* o = heap.Header(heap[0].Register(2));
            heap.Allocators.Heap.Vectors.Entries[o->BackIndex] = 0;
            uint cell = heap[0].Register(2).Granule;
            heap[0].Register(2) = default;
            var allocator = LeasedAllocator.Create(heap.Allocators, 0);
            ObjectHeader copy = *o;
            copy.BackIndex = 0;
            *o = copy;
            allocator.Free(cell, o, 32);
            *o = copy;
            allocator.Free(cell, o, 32);
        },
        "freed twice");

    [Fact]
    public void Freed_object_still_referenced() => AssertSeen(
        static heap =>
        {
            ObjectRef child = heap[0].Register(1);
            heap[0].Drop(child);
            heap[0].Drop(child);
        },
        "which is no object: it was freed");

    [Fact]
    public void Wrong_back_index() => AssertSeen(static heap => heap.Header(heap[0].Register(2))->BackIndex++, "has back-index");

    [Fact]
    public void Untracked_object() => AssertSeen(
        static heap => heap.Heap.Vectors.Entries[heap.Header(heap[0].Register(2))->BackIndex] = 0, "is in no vector");

    [Fact]
    public void Side_table_word_left() => AssertSeen(static heap => heap.Heap.Working[heap[0].Register(2).Granule] = 5, "outside a collection");

    [Fact]
    public void Write_after_free() => AssertSeen(
        static heap =>
        {
            ObjectRef o = heap[0].Register(2);
            heap[0].Register(2) = default;
            heap[0].Drop(o);
            *((byte*)heap.Header(o) + 24) = 1;
        },
        "was written at byte 24 after it had been freed",
        poison: true);

    [Fact]
    public void An_untouched_heap_is_sound()
    {
        using LeasedHeap heap = MakeHeap(poison: false);
        HeapCensus census = heap.Verify();
        Assert.Empty(census.Violations);
        Assert.Equal((3, 0, 1, 3), (census.LiveObjects, census.UnreachableObjects, census.References, census.Registers));
        Assert.Equal(3 * 16, census.ModelBytes);
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Collector_mutants_are_seen(string mutant)
    {
        using var heap = new LeasedHeap();
        using ICycleCollector collector = mutant switch
        {
            "M01" => new GenerationalCollector<Plain<Unsync>, LeasedAllocator, M01>(CollectionOrder.CPython, long.MaxValue),
            "M02" => new GenerationalCollector<Plain<Unsync>, LeasedAllocator, M02>(CollectionOrder.CPython, long.MaxValue),
            "M03" => new GenerationalCollector<Plain<Unsync>, LeasedAllocator, M03>(CollectionOrder.CPython, long.MaxValue),
            _ => new LeasedCollector(CollectionOrder.CPython),
        };
        BuildChainAgainstTheScan(heap);

        heap.Collect(collector, 0);

        Assert.Equal(mutant == "none", heap.Verify(collector).IsSound);
    }

    public static TheoryData<string> Mutants => ["none", "M01", "M02", "M03"];

    [Fact]
    public void Lost_updates_of_a_census_are_counted_by_sign()
    {
        using var heap = new TestHeap<RacyCensus, LeasedAllocator>();
        ushort shape = heap[0].ShapeOf(2, 0);
        for (int i = 0; i < 2; i++)
        {
            heap[0].Register(i) = heap.New(shape);
        }

        heap.Header(heap[0].Register(0))->Count += 3;
        heap.Header(heap[0].Register(1))->Count -= 1;
        heap.Header(heap[0].Register(1))->Spare = 2;

        HeapCensus census = heap.Verify();

        Assert.True(census.IsSound);
        Assert.Equal((1, 3, 2, 2), (census.LostIncrements, census.LostDecrements, census.ObjectsWrong, census.PrematureWouldFree));
    }

    private static void AssertSeen(Action<LeasedHeap> plant, string expected, bool poison = false)
    {
        using LeasedHeap heap = MakeHeap(poison);
        plant(heap);
        HeapCensus census = heap.Verify();
        Assert.Contains(census.Violations, v => v.Contains(expected, StringComparison.Ordinal));
    }

    /// <summary>Registers 0, 1, 2 hold records; 0 refers to 1.</summary>
    private static LeasedHeap MakeHeap(bool poison)
    {
        var heap = new LeasedHeap(poison: poison);
        ushort shape = heap[0].ShapeOf(2, 0);
        for (int i = 0; i < 3; i++)
        {
            heap[0].Register(i) = heap.New(shape);
        }

        heap[0].Store(heap[0].Register(0), 0, heap[0].Register(1));
        return heap;
    }

    /// <summary>c → b → a in the order a, b, c of allocation, c held by a register; b refers to a leaf, which no region contains.</summary>
    private static void BuildChainAgainstTheScan(LeasedHeap heap)
    {
        ushort shape = heap[0].ShapeOf(2, 0);
        ObjectRef a = heap.New(shape);
        ObjectRef b = heap.New(shape);
        ObjectRef c = heap.New(shape);
        ObjectRef leaf = heap.New(heap[0].ShapeOf(0, 8));
        heap[0].Store(b, 0, a);
        heap[0].Store(b, 1, leaf);
        heap[0].Store(c, 0, b);
        heap[0].Drop(a);
        heap[0].Drop(b);
        heap[0].Drop(leaf);
        heap[0].Register(0) = c;
    }

    private readonly struct M01 : ISubtractionRules
    {
        public static bool TestsRegion => false;

        public static bool RescuesTentative => true;

        public static bool WalksRescued => true;
    }

    private readonly struct M02 : ISubtractionRules
    {
        public static bool TestsRegion => true;

        public static bool RescuesTentative => false;

        public static bool WalksRescued => true;
    }

    private readonly struct M03 : ISubtractionRules
    {
        public static bool TestsRegion => true;

        public static bool RescuesTentative => true;

        public static bool WalksRescued => false;
    }
}
