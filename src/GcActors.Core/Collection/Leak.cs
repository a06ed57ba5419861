using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>What references that a crash has lost (<see cref="LostReferences"/>) do to a stopped heap.</summary>
/// <param name="Objects">Objects that these references keep and no root reaches: a trace alone finds them.</param>
/// <param name="Bytes">Their model bytes.</param>
/// <param name="LiveCountedTooHigh">Objects that roots reach as well, and whose counts will not come to 0 with the last of their references.</param>
public readonly record struct Leak(long Objects, long Bytes, long LiveCountedTooHigh)
{
    public static Leak operator +(Leak a, Leak b) =>
        new(a.Objects + b.Objects, a.Bytes + b.Bytes, a.LiveCountedTooHigh + b.LiveCountedTooHigh);

    /// <summary>Looks for it while everything that roots reach is marked.</summary>
    internal static Leak Of<TCounter>(Heap heap)
        where TCounter : struct, IRefCounter<TCounter>
    {
        var survey = new Survey<TCounter>(heap);
        return heap.Lost.Any ? survey.Run() : default;
    }

    private readonly unsafe struct Survey<TCounter>(Heap heap) : IReferenceVisitor
        where TCounter : struct, IRefCounter<TCounter>
    {
        private readonly HashSet<uint> _found = [];
        private readonly Stack<uint> _open = [];

        public Leak Run()
        {
            long tooHigh = 0;
            foreach (uint cell in heap.Lost.Cells)
            {
                tooHigh += Reachability.IsMarked(heap.Marks, cell) && HasExactCount(heap.HeaderOf(cell)) ? 1 : 0;
                Visit(cell);
            }

            long bytes = 0;
            while (_open.TryPop(out uint cell))
            {
                ObjectHeader* o = heap.HeaderOf(cell);
                bytes += heap.ShapeOf(o).ModelBytes;
                ObjectWalker.Walk(heap.Base, heap.Shapes.Shapes, o, this);
            }

            return new Leak(_found.Count, bytes, tooHigh);
        }

        public void Visit(uint cell)
        {
            if (cell != 0 && !Reachability.IsMarked(heap.Marks, cell) && _found.Add(cell))
            {
                _open.Push(cell);
            }
        }

        private static bool HasExactCount(ObjectHeader* o) => !TCounter.Traits.IsTraced && !TCounter.IsImmortal(o) && !TCounter.IsStuck(o);
    }
}
