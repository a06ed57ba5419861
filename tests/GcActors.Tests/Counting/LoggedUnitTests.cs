using GcActors.Core.Counting;
using GcActors.Core.Objects;
using Xunit;

namespace GcActors.Tests.Counting;

/// <summary>Objects are logged whole.</summary>
public sealed unsafe class WholeObjectTests : CoalescingTests<WholeObject>
{
    [Fact]
    public void Only_the_first_write_to_an_old_object_is_logged_with_all_that_it_held()
    {
        ObjectRef parent = Objects[0];
        Heap[0].Store(parent, 0, Objects[1]);
        Heap[0].Store(parent, 2, Objects[2]);
        Assert.Empty(Read(Log(0)->Decrements.Close()));
        Replay();

        Heap[1].Store(parent, 0, Objects[3]);
        Heap[0].Store(parent, 2, default);
        Heap[1].Store(parent, 1, Objects[4]);

        Assert.Equal([parent.Granule], Read(Log(1)->Increments.Close()));
        Assert.Equal([Objects[1].Granule, Objects[2].Granule], Read(Log(1)->Decrements.Close()));
        Assert.True(Log(0)->Increments.Close().IsEmpty && Log(0)->Decrements.Close().IsEmpty);
        Assert.Equal([2, 1, 2, 0], Reported(1));
    }
}

/// <summary>Slots are logged one by one.</summary>
public sealed unsafe class SingleSlotTests : CoalescingTests<SingleSlot>
{
    [Fact]
    public void Only_the_first_write_to_an_old_slot_is_logged_and_each_granule_once()
    {
        ObjectRef parent = Objects[0];
        Heap[0].Store(parent, 0, Objects[1]);
        Heap[0].Store(parent, 2, Objects[2]);
        Assert.Empty(Read(Log(0)->Written.Close()));
        Replay();

        Heap[1].Store(parent, 0, Objects[3]);
        Heap[0].Store(parent, 2, default);
        Heap[1].Store(parent, 1, Objects[4]);
        Heap[1].Store(parent, 0, Objects[5]);
        Heap[0].Store(parent, 5, Objects[1]);

        Assert.True(Log(0)->Increments.Close().IsEmpty && Log(1)->Increments.Close().IsEmpty);
        Assert.Equal([parent.Granule + 1], Read(Log(1)->Written.Close()));
        Assert.Equal([parent.Granule + 2], Read(Log(0)->Written.Close()));
        Assert.Equal([Objects[1].Granule], Read(Log(1)->Decrements.Close()));
        Assert.Equal([Objects[2].Granule], Read(Log(0)->Decrements.Close()));
        Assert.Equal((7u, 2u), (Space.Links[parent.Granule + 1], Space.Links[parent.Granule + 2]));
        Assert.Equal([3, 2, 1, 2], Reported(1));
    }

    [Fact]
    public void A_mark_that_is_left_is_a_fault()
    {
        Replay();
        Heap[0].Store(Objects[0], 5, Objects[1]);
        Assert.Contains("slot marked", FaultOf(Heap.Header(Objects[0])), StringComparison.Ordinal);
        Replay();
        Assert.Null(FaultOf(Heap.Header(Objects[0])));
    }

    /// <summary>Whoever loses the word to a neighbour's mark still logs its own slot; the granule is the neighbour's to note.</summary>
    [Fact]
    public void A_mark_beside_is_no_loss()
    {
        Heap[0].Store(Objects[0], 0, Objects[1]);
        Replay();
        FirstWrites writes = new(Space, Log(1));
        ObjectHeader* o = Heap.Header(Objects[0]);

        SingleSlot.BeforeStore<BesideMarked>(ref writes, o, ref *(uint*)(o + 1));

        Assert.Equal([Objects[1].Granule], Read(Log(1)->Decrements.Close()));
        Assert.True(Log(1)->Written.Close().IsEmpty);
        Assert.Equal(1u | BesideMarked.Beside, Space.Links[Objects[0].Granule + 1]);
    }

    /// <summary>Another mutator marks the slot beside ahead of every compare-and-swap.</summary>
    private readonly struct BesideMarked : IMemoryAccess
    {
        public const int Beside = 1 << 3;

        public static int Read(ref int word) => DirectMemory.Read(ref word);

        public static uint Read(ref uint word) => DirectMemory.Read(ref word);

        public static void Write(ref int word, int value) => DirectMemory.Write(ref word, value);

        public static void Write(ref uint word, uint value) => DirectMemory.Write(ref word, value);

        public static int Add(ref int word, int value) => DirectMemory.Add(ref word, value);

        public static int Exchange(ref int word, int value) => DirectMemory.Exchange(ref word, value);

        public static uint Exchange(ref uint word, uint value) => DirectMemory.Exchange(ref word, value);

        public static int CompareExchange(ref int word, int value, int expected)
        {
            word |= Beside;
            return DirectMemory.CompareExchange(ref word, value, expected);
        }

        public static bool TryLock(ref int word) => DirectMemory.TryLock(ref word);

        public static nint Inside() => 0;

        public static void Await(ref int word, int value) => DirectMemory.Await(ref word, value);
    }
}
