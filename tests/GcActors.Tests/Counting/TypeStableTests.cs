using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Objects;
using Xunit;
using StableHeap = GcActors.Tests.TestHeap<GcActors.Core.Counting.Atomic<GcActors.Core.Counting.TypeStableSlots>, GcActors.Core.Counting.TypeStable>;

namespace GcActors.Tests.Counting;

/// <summary>Cells are used again at once in their class; pools and large cells leave it when every mutator has passed a boundary.</summary>
public unsafe class TypeStableTests
{
    [Fact]
    public void A_freed_cell_is_the_next_one_given_out_and_says_dead_meanwhile()
    {
        using var heap = new StableHeap();
        ushort shape = heap[0].ShapeOf(3, 8);
        ObjectRef first = heap.New(shape);
        heap[0].Drop(first);

        Assert.Equal(0, heap.Header(first)->Count);
        Assert.Equal(first, heap.New(shape));
    }

    [Fact]
    public void A_pool_leaves_its_class_when_all_who_were_at_work_have_passed_a_boundary()
    {
        using var heap = new StableHeap(mutators: 2);
        heap[0].AtQuantum();
        heap[1].AtQuantum();
        uint pool = EmptyAPool(heap, 3);
        heap[0].AtBoundary();

        ObjectRef other = heap[0].Register(1) = heap.New(heap[0].ShapeOf(9, 8));
        Assert.NotEqual(pool, PoolOf(heap, other));
        heap[1].AtBoundary();
        heap[0].AtBoundary();
        Assert.Equal(PoolState.Empty, HeaderOf(heap, pool)->State);
        Assert.Equal(pool, heap.Allocators.Leased(0)->Stash);
        Assert.Equal(1, heap.Allocators.Retired(0)->Pools);
        Assert.True(heap.Verify().IsSound);
    }

    [Fact]
    public void One_that_waits_serves_its_class_and_stays_then()
    {
        using var heap = new StableHeap(mutators: 2);
        heap[0].AtQuantum();
        heap[1].AtQuantum();
        uint pool = EmptyAPool(heap, 3);
        heap[0].AtBoundary();
        ushort shape = heap[0].ShapeOf(3, 8);
        ObjectRef o = heap.New(shape);
        while (PoolOf(heap, o) != pool)
        {
            o = heap.New(shape);
        }

        heap[1].AtBoundary();
        heap[0].AtBoundary();
        Assert.NotEqual(PoolState.Empty, HeaderOf(heap, pool)->State);
    }

    [Fact]
    public void A_large_cell_waits_as_well()
    {
        using var heap = new StableHeap(mutators: 2);
        ushort shape = heap[0].ShapeOf(0, 600);
        heap[0].AtQuantum();
        heap[1].AtQuantum();
        ObjectRef large = heap.New(shape);
        heap[0].Drop(large);
        heap[0].AtBoundary();
        Assert.NotEqual(large, heap.New(shape));

        heap[1].AtBoundary();
        heap[0].AtBoundary();
        Assert.Equal(large, heap.New(shape));
    }

    [Fact]
    public void A_stop_releases_all_that_waits()
    {
        using var heap = new StableHeap(mutators: 2);
        using var collector = new GenerationalCollector<Atomic<TypeStableSlots>, TypeStable>(CollectionOrder.CPython);
        uint pool = EmptyAPool(heap, 3);
        heap.Collect(collector);

        Assert.Equal(PoolState.Empty, HeaderOf(heap, pool)->State);
    }

    /// <summary>The load has counted, and before it looks at the slot again all who knew the object have dropped it.</summary>
    [Fact]
    public void The_last_reference_given_back_kills_at_the_next_boundary()
    {
        using var heap = new StableHeap(mutators: 2);
        ObjectRef o = heap.New(heap[0].ShapeOf(1, 0));
        uint slot = o.Granule;
        Atomic<TypeStableSlots> loader = Atomic<TypeStableSlots>.Create(heap.Allocators.Counts, 1);
        uint* word = &slot;
        MeddlingMemory.BehindCompareExchange = () =>
        {
            *word = 0;
            heap[0].Drop(o);
        };
        Assert.Equal(0u, loader.Load<MeddlingMemory>(heap.Heap.Base, null, ref *word));

        Assert.Equal(1, heap[0].Unfreed);
        heap[1].AtBoundary();
        heap[0].AtBoundary();
        Assert.Equal(0, heap[0].Unfreed + heap[1].Unfreed);
        Assert.True(heap.Verify().IsSound);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_count_left_on_a_free_cell_is_seen(bool poison)
    {
        using var heap = new StableHeap(poison: poison);
        ObjectRef o = heap.New(heap[0].ShapeOf(3, 8));
        heap[0].Drop(o);
        Assert.True(heap.Verify().IsSound);

        heap.Header(o)->Count++;
        Assert.Contains("is free, but has count 1", heap.Verify().Violations[0], StringComparison.Ordinal);
    }

    /// <summary>Fills the first pool and a little of the next, and empties the first.</summary>
    private static uint EmptyAPool(StableHeap heap, int fields)
    {
        ushort shape = heap[0].ShapeOf(fields, 8);
        ObjectRef o = heap.New(shape);
        uint pool = PoolOf(heap, o);
        var filled = new List<ObjectRef>();
        for (; PoolOf(heap, o) == pool; o = heap.New(shape))
        {
            filled.Add(o);
        }

        heap[0].Register(0) = o;
        filled.ForEach(f => heap[0].Drop(f));
        return pool;
    }

    private static uint PoolOf(StableHeap heap, ObjectRef o) => o.Granule & ~((uint)heap.Heap.Space.Geometry.PoolGranules - 1);

    private static PoolHeader* HeaderOf(StableHeap heap, uint pool) => (PoolHeader*)heap.Heap.HeaderOf(pool);

    /// <summary>Lets a test act between two accesses of a load.</summary>
    private readonly struct MeddlingMemory : IMemoryAccess
    {
        [ThreadStatic]
        private static Action? t_behindCompareExchange;

        public static Action? BehindCompareExchange
        {
            set => t_behindCompareExchange = value;
        }

        public static int Read(ref int word) => DirectMemory.Read(ref word);

        public static uint Read(ref uint word) => DirectMemory.Read(ref word);

        public static void Write(ref int word, int value) => DirectMemory.Write(ref word, value);

        public static void Write(ref uint word, uint value) => DirectMemory.Write(ref word, value);

        public static int Add(ref int word, int value) => DirectMemory.Add(ref word, value);

        public static int Exchange(ref int word, int value) => DirectMemory.Exchange(ref word, value);

        public static uint Exchange(ref uint word, uint value) => DirectMemory.Exchange(ref word, value);

        public static int CompareExchange(ref int word, int value, int expected)
        {
            int seen = DirectMemory.CompareExchange(ref word, value, expected);
            t_behindCompareExchange?.Invoke();
            t_behindCompareExchange = null;
            return seen;
        }

        public static bool TryLock(ref int word) => DirectMemory.TryLock(ref word);

        public static nint Inside() => 0;

        public static void Await(ref int word, int value) => DirectMemory.Await(ref word, value);
    }
}
