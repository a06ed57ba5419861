using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using Xunit;
using Counter = GcActors.Core.Counting.Buffered<GcActors.Core.Counting.SnapshotLocals>;

namespace GcActors.Tests.Counting;

/// <summary>What a mutator's log says: for each object, increments minus decrements are the change of the slots that hold it, birth apart.</summary>
public sealed unsafe class BufferedTests : IDisposable
{
    private readonly TestHeap<Counter, LeasedAllocator> _heap = new();
    private readonly ObjectRef _first;
    private readonly ObjectRef _second;
    private readonly ObjectRef _leaf;
    private readonly List<uint> _increments = [];
    private readonly List<uint> _decrements = [];

    public BufferedTests()
    {
        _heap.Allocators.LogChunks->Initialise(1024);
        Log->Initialise(_heap.Allocators.LogChunks);
        ushort pair = _heap[0].ShapeOf(2, 8);
        _first = _heap.New(pair);
        _second = _heap.New(pair);
        _leaf = _heap.New(pair);
        Assert.Equal(-3, NetOf(_first) + NetOf(_second) + NetOf(_leaf));
        Clear();
    }

    private CountLog* Log => _heap.Allocators.Counts.Log(0);

    private ref Mutator<Counter, LeasedAllocator> Mutator => ref _heap[0];

    [Fact]
    public void Locals_are_not_logged_and_the_report_says_that_they_were_elided()
    {
        Mutator.Touch(_leaf, 5);
        Mutator.Drop(Mutator.Copy(_leaf));

        Assert.Equal(0, Log->Increments.Entries);
        Assert.Equal(6, Mutator.ElidedIncrements);
    }

    [Fact]
    public void A_store_logs_what_comes_and_what_goes()
    {
        Mutator.Store(_first, 0, _leaf);
        Assert.Equal(1, NetOf(_leaf));
        Mutator.Store(_first, 0, _second);
        Assert.Equal((0, 1), (NetOf(_leaf), NetOf(_second)));
        Mutator.Store(_first, 0, default);
        Assert.Equal((0, 0), (NetOf(_leaf), NetOf(_second)));
    }

    [Fact]
    public void Moves_and_swaps_between_slots_balance()
    {
        Mutator.Store(_first, 0, _leaf);
        Mutator.Store(_second, 1, _second);
        Mutator.Move(_first, 0, _second, 0);
        Assert.Equal((1, 1), (NetOf(_leaf), NetOf(_second)));
        Mutator.Swap(_second, 0, _second, 1);
        Assert.Equal((1, 1), (NetOf(_leaf), NetOf(_second)));
        Mutator.Swap(_first, 0, _second, 1);
        Assert.Equal((1, 1), (NetOf(_leaf), NetOf(_second)));
        Assert.Equal((_leaf, default), (Mutator.Peek(_first, 0), Mutator.Peek(_second, 1)));
    }

    [Fact]
    public void A_shared_root_is_a_slot()
    {
        Mutator.Publish(0, _leaf);
        Assert.Equal((1, _leaf), (NetOf(_leaf), Mutator.SharedRoot(0)));
        Assert.Equal(_leaf, Mutator.TakeShared(0));
        Assert.Equal(0, NetOf(_leaf));
        Assert.True(Mutator.SharedRoot(0).IsNull);
    }

    [Fact]
    public void Chunks_that_were_applied_are_used_again()
    {
        LogPool* pool = _heap.Allocators.LogChunks;
        long births = Log->HeldBytes;
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 3 * pool->EntriesPerChunk; i++)
            {
                Log->Increments.Append(Log, _leaf.Granule);
            }

            Assert.True(Log->HasFilledChunk);
            Assert.Equal(births + (3 * pool->ChunkBytes), Log->HeldBytes);
            pool->Return(Log->Increments.Close());
            Assert.Equal((births, births), (Log->HeldBytes, pool->InUseBytes));
        }

        Assert.Equal(births + (3 * pool->ChunkBytes), pool->PeakBytes);
    }

    public void Dispose() => _heap.Dispose();

    private int NetOf(ObjectRef o)
    {
        // A closed list can still be read: the pool does not have it back.
        _increments.AddRange(Read(Log->Increments.Close()));
        _decrements.AddRange(Read(Log->Decrements.Close()));
        return _increments.Count(cell => cell == o.Granule) - _decrements.Count(cell => cell == o.Granule);
    }

    private void Clear()
    {
        _increments.Clear();
        _decrements.Clear();
    }

    private static List<uint> Read(LogList list)
    {
        List<uint> cells = [];
        for (LogChunk* chunk = list.Head; chunk != null; chunk = chunk->Next)
        {
            cells.AddRange(new ReadOnlySpan<uint>(chunk->Entries, chunk->Count));
        }

        return cells;
    }
}
