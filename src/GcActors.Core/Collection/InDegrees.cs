using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// The references that exist to each object, from all objects (dying ones included), all root slots and unfinished work, counted into <c>Heap.Working</c>. What every count
/// should be.
/// </summary>
internal static unsafe class InDegrees
{
    /// <summary>Counts; the caller takes the words and then calls <see cref="Clear"/>.</summary>
    /// <returns>References from objects (E) and from roots (R).</returns>
    public static (long References, long Registers) Count(Heap heap)
    {
        long references = 0;
        var fields = new FieldCounter(heap, &references);
        heap.WalkCells(ref fields);
        long registers = 0;
        foreach (RootTable roots in heap.Roots)
        {
            for (long i = 0; i < roots.Used; i++)
            {
                uint cell = roots.Slots[i];
                registers += cell != 0 ? 1 : 0;
                heap.Working[cell] += cell != 0 ? 1u : 0;
            }
        }

        foreach (uint cell in heap.HeldReferences())
        {
            registers++;
            heap.Working[cell]++;
        }

        return (references, registers);
    }

    /// <summary>Sets every object's count to the references that exist.</summary>
    public static void Rebuild<TCounter>(Heap heap)
        where TCounter : struct, IRefCounter<TCounter>
    {
        Count(heap);
        var rebuilder = new Rebuilder<TCounter>(heap);
        heap.WalkCells(ref rebuilder);
        Clear(heap);
    }

    /// <summary>Sets the words of all cells back to zero.</summary>
    public static void Clear(Heap heap)
    {
        if (!heap.ReleaseWorking())
        {
            var cleaner = new Cleaner(heap);
            heap.WalkCells(ref cleaner);
        }
    }

    private readonly struct FieldCounter(Heap heap, long* references) : ICellVisitor, IReferenceVisitor
    {
        void ICellVisitor.Visit(uint cell)
        {
            ObjectHeader* o = heap.HeaderOf(cell);
            if (o->IsObject)
            {
                ObjectWalker.Walk(heap.Base, heap.Shapes.Shapes, o, this);
            }
        }

        void IReferenceVisitor.Visit(uint cell)
        {
            if (cell != 0)
            {
                ++*references;
                heap.Working[cell]++;
            }
        }
    }

    private readonly struct Rebuilder<TCounter>(Heap heap) : ICellVisitor
        where TCounter : struct, IRefCounter<TCounter>
    {
        public void Visit(uint cell)
        {
            ObjectHeader* o = heap.HeaderOf(cell);
            if (o->IsObject)
            {
                TCounter.Rebuild(o, (int)heap.Working[cell]);
            }
        }
    }

    private readonly struct Cleaner(Heap heap) : ICellVisitor
    {
        public void Visit(uint cell) => heap.Working[cell] = 0;
    }
}
