using GcActors.Core.Counting;
using GcActors.Core.Objects;
using Xunit;

namespace GcActors.Tests.Counting;

/// <summary>What mutators' logs say (counting-strategies.md 5): counts are those of the last stop, and with the logs they become those of now.</summary>
/// <typeparam name="TUnit">What a first write logs.</typeparam>
public abstract unsafe class CoalescingTests<TUnit> : IDisposable
    where TUnit : struct, ILogUnit
{
    private const int Mutators = 2;

    /// <summary>In two granules.</summary>
    private const int Fields = 6;

    private readonly TestHeap<Coalescing<QuietSlots, TUnit>, LeasedAllocator> _heap = new(mutators: Mutators);
    private readonly List<ObjectRef> _objects = [];
    private readonly ushort _shape;

    protected CoalescingTests()
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
    public void Locals_and_shared_roots_are_not_logged()
    {
        Replay();
        _heap[0].Drop(_heap[0].Copy(_objects[0]));
        Assert.True(_heap[0].Load(_objects[0], 0).IsNull);
        _heap[0].Publish(0, _objects[0]);
        Assert.Equal(_objects[0], _heap[1].TakeShared(0));

        Assert.True(IsEmpty(Log(0)) && IsEmpty(Log(1)));
        Assert.True(_heap[0].SharedRoot(0).IsNull);
    }

    [Fact]
    public void What_contradicts_an_empty_log_is_a_fault()
    {
        ObjectHeader* o = _heap.Header(_objects[0]);
        Assert.Contains("is marked as logged", FaultOf(o), StringComparison.Ordinal);
        Replay();
        Assert.Null(FaultOf(o));
        o->Lock |= 1 << 5;
        Assert.Contains("being logged", FaultOf(o), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _heap.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected TestHeap<Coalescing<QuietSlots, TUnit>, LeasedAllocator> Heap => _heap;

    private protected IReadOnlyList<ObjectRef> Objects => _objects;

    private protected CountSpace Space => _heap.Allocators.Counts;

    private protected CountLog* Log(int mutator) => _heap.Allocators.Counts.Log(mutator);

    private protected string? FaultOf(ObjectHeader* o) => Coalescing<QuietSlots, TUnit>.FaultOf(Space, o);

    private protected double[] Reported(int mutator)
    {
        Dictionary<string, double> report = [];
        _heap[mutator].AddTo(report);
        return [report["log_stores"], report["log_slow_paths"], report["log_entries"], report["eliminated_stores"]];
    }

    private static bool IsEmpty(CountLog* log) => log->Increments.Close().IsEmpty && log->Decrements.Close().IsEmpty && log->Written.Close().IsEmpty;

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
    private protected void Replay()
    {
        for (int m = 0; m < Mutators; m++)
        {
            foreach (uint cell in Read(Log(m)->Increments.Close()))
            {
                Assert.True(Coalescing<QuietSlots, TUnit>.IsListed(_heap.Heap.HeaderOf(cell)), "an object was noted twice");
                Coalescing<QuietSlots, TUnit>.TakeOffList(_heap.Heap.HeaderOf(cell));
                _heap.References(cell).ForEach(child => Add(child, 1));
            }

            Read(Log(m)->Written.Close()).ForEach(CountWritten);
            Read(Log(m)->Decrements.Close()).ForEach(old => Add(old, -1));
        }
    }

    private void CountWritten(uint granule)
    {
        ref uint marks = ref Space.Links[granule];
        Assert.True(marks != 0, "a granule was noted twice");
        uint* slots = (uint*)_heap.Heap.HeaderOf(granule);
        for (int i = 0; i < 4; i++)
        {
            Add((marks & (1 << i)) == 0 ? 0 : slots[i], 1);
        }

        marks = 0;
    }

    private void Add(uint cell, int change)
    {
        if (cell != 0)
        {
            _heap.Heap.HeaderOf(cell)->Count += change;
        }
    }

    private protected static List<uint> Read(LogList list)
    {
        List<uint> cells = [];
        for (LogChunk* chunk = list.Head; chunk != null; chunk = chunk->Next)
        {
            cells.AddRange(new ReadOnlySpan<uint>(chunk->Entries, chunk->Count));
        }

        return cells;
    }
}
