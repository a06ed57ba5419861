using GcActors.Core.Collection;
using GcActors.Core.Objects;

namespace GcActors.Tests.Collection;

/// <summary>Kinds of graphs that make a scan do different things.</summary>
public enum GraphKind
{
    /// <summary>References anywhere, nulls, loops and duplicates.</summary>
    Random,

    /// <summary>References to close neighbours on both sides: most lead into chunks that are being scanned.</summary>
    Near,

    /// <summary>Each object refers to the next: the scan keeps all behind a root.</summary>
    ForwardChain,

    /// <summary>Each object refers to the one before: all before a root is rescued, one by one.</summary>
    BackwardChain,

    /// <summary>Children behind their parents.</summary>
    ForwardTree,

    /// <summary>Children before their parents: the queue of the rescued grows wide.</summary>
    BackwardTree,
}

/// <summary>A region as subtraction leaves it, of objects that nobody counts: a scan's input, laid out again as often as one likes.</summary>
internal sealed unsafe class ScanGraph
{
    private const int ImmortalPercent = 2;
    private readonly SharedHeap _heap;
    private readonly uint[] _cells;
    private readonly uint[] _words;
    private readonly int[] _chunkLengths;

    /// <param name="heap">Where the objects are allocated.</param>
    /// <param name="kind">How they refer to each other.</param>
    /// <param name="objects">How many.</param>
    /// <param name="rootPercent">How many of them have references from outside.</param>
    /// <param name="chunkEntries">Most entries of a chunk: short chunks make a small graph go through many hands.</param>
    /// <param name="random">Draws the rest.</param>
    public ScanGraph(SharedHeap heap, GraphKind kind, int objects, int rootPercent, int chunkEntries, Random random)
    {
        _heap = heap;
        ushort small = heap[0].ShapeOf(3, 0);
        ushort large = heap[0].ShapeOf(11, 0);
        _cells = [.. Enumerable.Range(0, objects).Select(_ => heap.New(random.Next(8) == 0 ? large : small).Granule)];
        _words = [.. _cells.Select(_ => WordOf(rootPercent, random))];
        random.Shuffle(_cells.AsSpan(objects / 2));
        for (int i = 0; i < objects; i++)
        {
            Wire(kind, i, random);
        }

        var lengths = new List<int>();
        for (int left = objects; left > 0; left -= lengths[^1])
        {
            lengths.Add(Math.Min(left, random.Next(1, chunkEntries + 1)));
        }

        _chunkLengths = [.. lengths];
    }

    /// <summary>Objects from which all workers may mark together.</summary>
    public IReadOnlyList<uint> WideObjects => [.. _cells.Where(c => _heap.Heap.ShapeOf(_heap.Heap.HeaderOf(c)).Fields > 3).Take(2)];

    /// <summary>Lays the region out: vectors, back-indices, words.</summary>
    public ChunkList Lay()
    {
        GenerationVectors vectors = _heap.Heap.Vectors;
        ChunkList region = default;
        int at = 0;
        foreach (int length in _chunkLengths)
        {
            int chunk = vectors.TakeChunk();
            region.Append(vectors, chunk);
            vectors.Lengths[chunk] = length;
            for (uint entry = GenerationVectors.StartOf(chunk), end = entry + (uint)length; entry < end; entry++, at++)
            {
                vectors.Entries[entry] = _cells[at];
                _heap.Heap.HeaderOf(_cells[at])->BackIndex = entry;
                _heap.Heap.Working[_cells[at]] = _words[at];
            }
        }

        return region;
    }

    /// <summary>Checks what a scan left, takes it away, and answers it.</summary>
    public (List<uint> Survivors, List<uint> Garbage) Take(ChunkList survivors, ChunkList garbage, List<string> faults)
    {
        (List<uint> Survivors, List<uint> Garbage) result = (_heap.Cells(survivors), _heap.Cells(garbage));
        CheckBackIndices(survivors, faults);
        var dead = result.Garbage.ToHashSet();
        foreach (uint cell in _cells)
        {
            uint word = _heap.Heap.Working[cell];
            if (word != (dead.Contains(cell) ? WorkingWord.Garbage : 0))
            {
                faults.Add($"cell {cell} has word {word:x}");
            }

            _heap.Heap.Working[cell] = 0;
        }

        survivors.ReturnChunks(_heap.Heap.Vectors);
        garbage.ReturnChunks(_heap.Heap.Vectors);
        return result;
    }

    private static uint WordOf(int rootPercent, Random random)
    {
        if (random.Next(100) < ImmortalPercent)
        {
            return 0;
        }

        return WorkingWord.Collecting | (random.Next(100) >= rootPercent ? 0 : random.Next(10) == 0 ? WorkingWord.CountMask : (uint)random.Next(1, 5));
    }

    private void CheckBackIndices(ChunkList survivors, List<string> faults)
    {
        GenerationVectors vectors = _heap.Heap.Vectors;
        for (int chunk = survivors.Head; chunk != 0; chunk = vectors.Next[chunk])
        {
            for (uint entry = GenerationVectors.StartOf(chunk), end = entry + (uint)vectors.Lengths[chunk]; entry < end; entry++)
            {
                if (_heap.Heap.HeaderOf(vectors.Entries[entry])->BackIndex != entry)
                {
                    faults.Add($"cell {vectors.Entries[entry]} does not know its place");
                }
            }
        }
    }

    private void Wire(GraphKind kind, int i, Random random)
    {
        ObjectHeader* o = _heap.Heap.HeaderOf(_cells[i]);
        var field = (uint*)(o + 1);
        for (int f = 0; f < (int)_heap.Heap.ShapeOf(o).Fields; f++)
        {
            int target = kind switch
            {
                GraphKind.Near => i + random.Next(-8, 9),
                GraphKind.ForwardChain => f == 0 ? i + 1 : -1,
                GraphKind.BackwardChain => f == 0 ? i - 1 : -1,
                GraphKind.ForwardTree => 2 * i + f,
                GraphKind.BackwardTree => _cells.Length - (2 * (_cells.Length - i) + f),
                _ => random.Next(4) == 0 ? -1 : random.Next(_cells.Length),
            };
            field[f] = target >= 0 && target < _cells.Length ? _cells[target] : 0;
        }
    }
}
