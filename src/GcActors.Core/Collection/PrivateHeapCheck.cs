using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// The law of private heaps (counting-strategies.md 4.15): no reference leads from one into another. A heap is what the roots of one mutator, or one message
/// on its way, are joined to by references, whichever way these point; so garbage, too, may refer into one heap only. Where objects escape from their
/// heap (counting-strategies.md 5, dynamic), nothing that has escaped may refer to one that has not.
/// </summary>
internal sealed unsafe class PrivateHeapCheck<TCounter>(Heap heap, Action<string> report)
    where TCounter : struct, IRefCounter<TCounter>
{
    /// <summary>The heap that a set of joined objects belongs to, by the set's first object.</summary>
    private readonly Dictionary<uint, string> _owners = [];

    /// <summary>Looks at every object and every root. All references lead to objects.</summary>
    public void Run()
    {
        // A word a cell: a cell of the same set that is nearer to its first object, which has 0.
        var joiner = new Joiner(heap, report);
        heap.WalkCells(ref joiner);
        foreach (RootTable roots in heap.Roots)
        {
            for (long i = 0; i < roots.Used; i++)
            {
                if (roots.Slots[i] != 0 && IsPrivate(heap, roots.Slots[i]))
                {
                    CheckRoot(roots, i);
                }
            }
        }

        InDegrees.Clear(heap);
    }

    private static bool IsPrivate(Heap heap, uint cell) => TCounter.IsPrivate(heap.HeaderOf(cell));

    private void CheckRoot(RootTable roots, long slot)
    {
        if (!roots.IsShared)
        {
            Claim(roots.Slots[slot], $"the heap of {roots.Owner}");
        }
        else if (!TCounter.Traits.MarksEscapes)
        {
            Claim(roots.Slots[slot], $"the message in slot {slot}");
        }
        else
        {
            report($"root {roots.Owner}[{slot}] refers to cell {roots.Slots[slot]:x}, which is not marked as escaped");
        }
    }

    private void Claim(uint cell, string owner)
    {
        uint first = First(heap, cell);
        if (!_owners.TryAdd(first, owner) && _owners[first] != owner)
        {
            report($"cell {cell:x} of {owner} is joined by references to {_owners[first]}: private heaps have none between them");
        }
    }

    private static uint First(Heap heap, uint cell)
    {
        uint* nearer = heap.Working;
        while (nearer[cell] != 0)
        {
            uint next = nearer[cell];
            if (nearer[next] != 0)
            {
                nearer[cell] = nearer[next];
            }

            cell = next;
        }

        return cell;
    }

    private struct Joiner(Heap heap, Action<string> report) : ICellVisitor, IReferenceVisitor
    {
        private uint _from;

        void ICellVisitor.Visit(uint cell)
        {
            ObjectHeader* o = heap.HeaderOf(cell);
            if (o->IsObject)
            {
                _from = cell;
                ObjectWalker.Walk(heap.Base, heap.Shapes.Shapes, o, this);
            }
        }

        readonly void IReferenceVisitor.Visit(uint cell)
        {
            if (cell == 0 || !IsPrivate(heap, cell))
            {
                return;
            }

            if (IsPrivate(heap, _from))
            {
                Join(cell);
            }
            else
            {
                report($"cell {_from:x} has escaped and refers to cell {cell:x}, which is not marked as escaped");
            }
        }

        private readonly void Join(uint cell)
        {
            uint from = First(heap, _from);
            uint to = First(heap, cell);
            if (from != to)
            {
                heap.Working[from] = to;
            }
        }
    }
}
