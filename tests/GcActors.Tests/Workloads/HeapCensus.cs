using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Objects;
using Xunit;

namespace GcActors.Tests.Workloads;

/// <summary>The heap as its memory shows it, found without any counter: objects, references to them, and what the roots reach.</summary>
internal sealed unsafe class HeapCensus
{
    private readonly Dictionary<uint, int> _references;

    private HeapCensus(Dictionary<uint, int> references, long live)
    {
        _references = references;
        Live = live;
    }

    /// <summary>Objects that are not freed.</summary>
    public long Objects => _references.Count;

    /// <summary>Non-null fields of unfreed objects and non-null roots: E + R.</summary>
    public long References => _references.Values.Sum(n => (long)n);

    /// <summary>Objects that roots reach.</summary>
    public long Live { get; }

    public static HeapCensus Take(Heap heap)
    {
        var visitor = new ObjectVisitor(heap);
        heap.WalkCells(ref visitor);
        var references = visitor.Objects.ToDictionary(o => o, _ => 0);
        foreach (uint o in visitor.Objects)
        {
            ForEachField(heap, o, target => references[target]++);
        }

        var reached = new HashSet<uint>();
        var open = new Stack<uint>();
        foreach (RootTable table in heap.Roots)
        {
            for (long i = 0; i < table.Length; i++)
            {
                uint target = table.Slots[i];
                if (target == 0)
                {
                    continue;
                }

                references[target]++;
                Reach(target);
            }
        }

        while (open.TryPop(out uint o))
        {
            ForEachField(heap, o, Reach);
        }

        return new HeapCensus(references, reached.Count);

        void Reach(uint target)
        {
            if (reached.Add(target))
            {
                open.Push(target);
            }
        }
    }

    /// <summary>Every count equals in-edges + registers, a pin's offset taken off; immortal counts say nothing.</summary>
    public void AssertCounts<TCounter>(Heap heap)
        where TCounter : struct, IRefCounter<TCounter>
    {
        foreach ((uint o, int references) in _references)
        {
            ObjectHeader* header = heap.HeaderOf(o);
            if (!TCounter.IsImmortal(header))
            {
                Assert.Equal(references, TCounter.ReadCount(header));
            }
        }
    }

    private static void ForEachField(Heap heap, uint o, Action<uint> action)
    {
        ObjectHeader* header = heap.HeaderOf(o);
        var fields = new ReadOnlySpan<uint>(header + 1, (int)heap.ShapeOf(header).Fields);
        foreach (uint target in fields)
        {
            if (target != 0)
            {
                action(target);
            }
        }
    }

    private readonly struct ObjectVisitor(Heap heap) : ICellVisitor
    {
        public List<uint> Objects { get; } = [];

        public void Visit(uint cell)
        {
            if (heap.HeaderOf(cell)->IsObject)
            {
                Objects.Add(cell);
            }
        }
    }
}
