using GcActors.Core.Counting;
using GcActors.Core.Objects;
using Xunit;
using Counter = GcActors.Core.Counting.Coalescing<GcActors.Core.Counting.QuietSlots>;

namespace GcActors.Tests.Counting;

/// <summary>What mutators' logs say (counting-strategies.md 5): counts are those of the last stop, and with the logs they become those of now.</summary>
public sealed unsafe class CoalescingTests : IDisposable
{
    private const int Mutators = 2;
    private const int Fields = 3;
    private readonly TestHeap<Counter, LeasedAllocator> _heap = new(mutators: Mutators);
    private readonly List<ObjectRef> _objects = [];
    private readonly ushort _shape;

    public CoalescingTests()
    {
        _heap.Allocators.LogChunks->Initialise(1024);
        for (int m = 0; m < Mutators; m++)
        {
            Log(m)->Initialise(_heap.Allocators.LogChunks);
        }

        _shape = _heap[0].ShapeOf(Fields, 8);
        for (int i = 0; i < 6; i++)
        {
            New(i % Mutators);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Counts_are_those_of_the_last_stop_and_the_logs_make_them_those_of_now(int seed)
    {
        Random random = new(seed);
        Dictionary<ObjectRef, int> atStop = [];
        for (int epoch = 0; epoch < 40; epoch++)
        {
            Operate(random, steps: random.Next(60));
            Assert.All(_objects, o => Assert.Equal(atStop.GetValueOrDefault(o), CountArea.References(_heap.Header(o)->Count)));
            Replay();
            atStop = _objects.ToDictionary(o => o, References);
            Assert.All(_objects, o => Assert.Equal(atStop[o], CountArea.References(_heap.Header(o)->Count)));
        }
    }

    [Fact]
    public void Only_the_first_write_to_an_old_object_is_logged_with_all_that_it_held()
    {
        ObjectRef parent = _objects[0];
        _heap[0].Store(parent, 0, _objects[1]);
        _heap[0].Store(parent, 2, _objects[2]);
        Assert.Empty(Read(Log(0)->Decrements.Close()));
        Replay();

        _heap[1].Store(parent, 0, _objects[3]);
        _heap[0].Store(parent, 2, default);
        _heap[1].Store(parent, 1, _objects[4]);

        Assert.Equal([parent.Granule], Read(Log(1)->Increments.Close()));
        Assert.Equal([_objects[1].Granule, _objects[2].Granule], Read(Log(1)->Decrements.Close()));
        Assert.True(Log(0)->Increments.Close().IsEmpty && Log(0)->Decrements.Close().IsEmpty);
        Dictionary<string, double> report = [];
        _heap[1].AddTo(report);
        Assert.Equal((2, 1, 2, 0), (report["log_stores"], report["log_slow_paths"], report["log_entries"], report["eliminated_stores"]));
    }

    [Fact]
    public void Locals_and_shared_roots_are_not_logged()
    {
        Replay();
        _heap[0].Drop(_heap[0].Copy(_objects[0]));
        Assert.True(_heap[0].Load(_objects[0], 0).IsNull);
        _heap[0].Publish(0, _objects[0]);
        Assert.Equal(_objects[0], _heap[1].TakeShared(0));

        Assert.True(Log(0)->Increments.Close().IsEmpty && Log(1)->Increments.Close().IsEmpty);
        Assert.True(_heap[0].SharedRoot(0).IsNull);
    }

    [Fact]
    public void What_contradicts_an_empty_log_is_a_fault()
    {
        ObjectHeader* o = _heap.Header(_objects[0]);
        Assert.Contains("all logs are empty", Counter.FaultOf(o), StringComparison.Ordinal);
        Replay();
        Assert.Null(Counter.FaultOf(o));
        o->Lock |= 1 << 5;
        Assert.Contains("being logged", Counter.FaultOf(o), StringComparison.Ordinal);
    }

    public void Dispose() => _heap.Dispose();

    private CountLog* Log(int mutator) => _heap.Allocators.Counts.Log(mutator);

    private void New(int mutator) => _objects.Add(_heap.New(_shape, mutator: mutator));

    private void Operate(Random random, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            int m = random.Next(Mutators);
            ObjectRef o = Any(random);
            switch (random.Next(8))
            {
                case 0:
                    New(m);
                    break;
                case 1:
                    _heap[m].Swap(o, random.Next(Fields), Any(random), random.Next(Fields));
                    break;
                case 2:
                    MoveToEmpty(m, o, Any(random));
                    break;
                default:
                    _heap[m].Store(o, random.Next(Fields), random.Next(3) == 0 ? default : Any(random));
                    break;
            }
        }
    }

    private void MoveToEmpty(int mutator, ObjectRef from, ObjectRef to)
    {
        int empty = Enumerable.Range(0, Fields).FirstOrDefault(f => _heap[0].Peek(to, f).IsNull, -1);
        if (empty >= 0)
        {
            _heap[mutator].Move(from, 0, to, empty);
        }
    }

    private ObjectRef Any(Random random) => _objects[random.Next(_objects.Count)];

    private int References(ObjectRef target) =>
        _objects.Sum(o => Enumerable.Range(0, Fields).Count(f => _heap[0].Peek(o, f) == target));

    /// <summary>A stop's arithmetic; nothing is freed, and no local is counted.</summary>
    private void Replay()
    {
        for (int m = 0; m < Mutators; m++)
        {
            foreach (uint cell in Read(Log(m)->Increments.Close()))
            {
                Assert.True(Counter.IsListed(_heap.Heap.HeaderOf(cell)), "an object was noted twice");
                Counter.TakeOffList(_heap.Heap.HeaderOf(cell));
                _heap.References(cell).ForEach(child => Add(child, 1));
            }

            Read(Log(m)->Decrements.Close()).ForEach(old => Add(old, -1));
        }
    }

    private void Add(uint cell, int change)
    {
        if (cell != 0)
        {
            _heap.Heap.HeaderOf(cell)->Count += change;
        }
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
