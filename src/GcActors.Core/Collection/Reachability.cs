using System.Runtime.CompilerServices;
using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// The truth about what is alive: a mark from the roots with an explicit stack, one bit a granule (cycle-collectors.md 12). Roots are the root tables, what unfinished
/// work holds, dying objects that a stop interrupted (their fields still hold counted references), and immortal objects. It asks counts only for immortality.
/// </summary>
/// <remarks>Follows every reference it meets: a heap of unknown soundness is checked by the verifier first.</remarks>
internal sealed unsafe class Reachability(Heap heap) : IDisposable
{
    private const long MostObjects = 1L << 32;
    private const long KeptStackEntries = 1 << 20;
    private readonly LazyTable<uint> _stack = new(MostObjects);
    private long _deepest;

    /// <summary>Objects marked.</summary>
    public long Marked { get; private set; }

    public long StackBytes => _deepest * sizeof(uint);

    /// <summary>Marks everything reachable; to be followed by <see cref="Clear"/>.</summary>
    public void Mark<TCounter>(StoppedHeap stopped)
        where TCounter : struct, IRefCounter<TCounter>
    {
        Marked = 0;
        _deepest = 0;
        foreach (RootTable roots in heap.Roots)
        {
            for (long i = 0; i < roots.Used; i++)
            {
                MarkFrom(roots.Slots[i]);
            }
        }

        MarkFrom(heap.HeldReferences());
        MarkFrom(heap.DyingObjects());
        foreach (uint head in stopped.DyingHeads)
        {
            for (uint cell = head; cell != 0; cell = DyingLink.Next<TCounter>(stopped.Allocators.Counts.Links, cell, heap.HeaderOf(cell)))
            {
                MarkFrom(cell);
            }
        }

        var immortals = new ImmortalFinder<TCounter>(this);
        heap.WalkCells(ref immortals);
    }

    /// <summary>Marks what the objects of a list reach, and them: they are roots, too.</summary>
    public void MarkFrom(ChunkList list)
    {
        var pointers = new HeapPointers(heap);
        for (int chunk = list.Head; chunk != 0; chunk = pointers.Next[chunk])
        {
            for (int i = 0; i < pointers.Lengths[chunk]; i++)
            {
                MarkFrom(pointers.EntriesOf(chunk)[i]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsMarked(ulong* marks, uint cell) => (marks[cell >> 6] >> (int)(cell & 63) & 1) != 0;

    public bool IsMarked(uint cell) => IsMarked(heap.Marks, cell);

    /// <summary>Takes all marks away.</summary>
    public void Clear()
    {
        heap.ClearMarks();
        if (_deepest > KeptStackEntries)
        {
            _stack.Reset(_deepest);
        }
    }

    public void Dispose() => _stack.Dispose();

    private void MarkFrom(IReadOnlyList<uint> roots)
    {
        foreach (uint root in roots)
        {
            MarkFrom(root);
        }
    }

    private void MarkFrom(uint root)
    {
        uint* bottom = _stack.Entries;
        uint* top = bottom;
        var marker = new Marker(heap.Marks, &top);
        marker.Visit(root);
        while (top != bottom)
        {
            _deepest = Math.Max(_deepest, top - bottom);
            ObjectHeader* o = heap.HeaderOf(*--top);
            ObjectWalker.Walk(heap.Base, heap.Shapes.Shapes, o, marker);
            Marked++;
        }
    }

    private readonly struct Marker(ulong* marks, uint** top) : IReferenceVisitor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(uint cell)
        {
            ulong bit = 1ul << (int)(cell & 63);
            ulong* word = marks + (cell >> 6);
            if (cell != 0 && (*word & bit) == 0)
            {
                *word |= bit;
                *(*top)++ = cell;
            }
        }
    }

    private struct ImmortalFinder<TCounter>(Reachability reachability) : ICellVisitor
        where TCounter : struct, IRefCounter<TCounter>
    {
        public readonly void Visit(uint cell)
        {
            ObjectHeader* o = reachability.Header(cell);
            if (o->IsObject && TCounter.IsImmortal(o))
            {
                reachability.MarkFrom(cell);
            }
        }
    }

    private ObjectHeader* Header(uint cell) => heap.HeaderOf(cell);
}
