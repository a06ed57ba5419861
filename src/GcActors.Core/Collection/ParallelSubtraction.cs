using System.Runtime.CompilerServices;
using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// Update and subtract by several workers (cycle-collectors.md 14.5).
/// <code>
/// update:   each worker claims chunks
/// subtract: each worker claims chunks: for i: for t in fields(v[i]): seen[worker][g(t)]++
/// settle:   each worker claims chunks: for i: refs[g(v[i])] -= sum over workers of seen[worker][g(v[i])]
/// </code>
/// Subtraction commutes, so the result is bit-equal to the serial one. Departure: instead of bucketing edges by table range (the default named there) each
/// worker counts in bytes of its own. Live graph of 10⁶ objects, two workers: bucket and apply took 5.5 + 2.8 ms, subtract and settle take 3.8 + 0.7, one
/// worker alone 5.2. No look-ahead: the bytes stay near the core, and fetching them ahead gained nothing.
/// </summary>
internal sealed unsafe class ParallelSubtraction<TCounter, TRules>(Heap heap) : IDisposable
    where TCounter : struct, IRefCounter<TCounter>
    where TRules : struct, ISubtractionRules
{
    private readonly List<PrivateCounts> _seen = [];
    private readonly List<uint> _wide = [];
    private long _fields;

    /// <summary>Reference fields walked, null ones included.</summary>
    public long Fields => _fields;

    /// <summary>Objects with so many references that marking from one of them is work for all workers.</summary>
    public IReadOnlyList<uint> WideObjects => _wide;

    public long Bytes => _seen.Sum(static s => s.UsedBytes);

    /// <summary>The phases in order; the caller runs each by all workers before it asks for the next.</summary>
    public IEnumerable<IParallelPhase> Phases(Region region, int workers)
    {
        while (_seen.Count < workers)
        {
            _seen.Add(new PrivateCounts(heap));
        }

        _fields = 0;
        _wide.Clear();
        region.Restart();
        yield return new ParallelPhase("update", _ => UpdateShare(region));
        region.Restart();
        yield return new ParallelPhase("subtract", worker => SubtractShare(region, _seen[worker]));
        region.Restart();
        yield return new ParallelPhase("settle", _ => SettleShare(region, workers));
    }

    /// <summary>Returns the bytes' memory.</summary>
    public void Release()
    {
        foreach (PrivateCounts seen in _seen)
        {
            seen.Release();
        }
    }

    public void Dispose()
    {
        foreach (PrivateCounts seen in _seen)
        {
            seen.Dispose();
        }
    }

    private void UpdateShare(Region region)
    {
        var pointers = new HeapPointers(heap);
        while (region.TryClaim(out int index))
        {
            Subtraction<TCounter, TRules>.Update(pointers, region[index]);
        }
    }

    private void SubtractShare(Region region, PrivateCounts seen)
    {
        seen.Clear();
        var pointers = new HeapPointers(heap);
        long fields = 0;
        while (region.TryClaim(out int index))
        {
            fields += SubtractChunk(pointers, region[index], seen);
        }

        Interlocked.Add(ref _fields, fields);
    }

    private long SubtractChunk(in HeapPointers heap, int chunk, PrivateCounts seen)
    {
        byte* heapBase = heap.Base;
        Shape* shapes = heap.Shapes;
        uint* working = heap.Working;
        uint* at = heap.EntriesOf(chunk);
        uint* end = at + heap.Lengths[chunk];
        var counter = new Counter(seen);
        long fields = 0;
        for (; at < end; at++)
        {
            if (working[*at] == 0)
            {
                continue;
            }

            ObjectHeader* o = HeapPointers.At(heapBase, *at);
            ObjectWalker.Walk(heapBase, shapes, o, counter);
            uint count = shapes[o->Shape].Fields;
            fields += count;
            if (count >= ParallelMark.WideFields)
            {
                AddWide(*at);
            }
        }

        return fields;
    }

    private void AddWide(uint cell)
    {
        lock (_wide)
        {
            _wide.Add(cell);
        }
    }

    private void SettleShare(Region region, int workers)
    {
        var pointers = new HeapPointers(heap);
        while (region.TryClaim(out int index))
        {
            for (int worker = 0; worker < workers; worker++)
            {
                SettleChunk(pointers, region[index], _seen[worker]);
            }
        }
    }

    private static void SettleChunk(in HeapPointers heap, int chunk, PrivateCounts seen)
    {
        uint* working = heap.Working;
        byte* counts = seen.Counts;
        uint* at = heap.EntriesOf(chunk);
        for (uint* end = at + heap.Lengths[chunk]; at < end; at++)
        {
            uint cell = *at;
            if ((int)working[cell] < 0)
            {
                working[cell] -= counts[cell];
            }
        }
    }

    /// <summary>Counts references, wherever they lead: only the bytes of the region's objects are ever read.</summary>
    private readonly struct Counter(PrivateCounts seen) : IReferenceVisitor
    {
        private readonly PrivateCounts _seen = seen;
        private readonly byte* _counts = seen.Counts;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(uint cell)
        {
            if (++_counts[cell] == 0)
            {
                _seen.Carry(cell);
            }
        }
    }
}
