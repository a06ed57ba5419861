using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>What references lead to, for verifiers: slow, and without the heap's side tables, which they use for other things.</summary>
internal static unsafe class Paths
{
    /// <summary>The objects that lie on paths from some references, these included, each once.</summary>
    /// <param name="heap">The heap.</param>
    /// <param name="roots">References; 0 is null.</param>
    /// <param name="isObject">Asked before anything is followed; null: all references lead to objects.</param>
    /// <param name="onBroken">Told of what is no object, and who refers to it (0: a root).</param>
    public static HashSet<uint> From(Heap heap, IEnumerable<uint> roots, Func<uint, bool>? isObject = null, Action<uint, uint>? onBroken = null)
    {
        var met = new HashSet<uint>();
        var open = new Stack<uint>();
        Meet(0, roots);
        var fields = new List<uint>();
        while (open.TryPop(out uint cell))
        {
            fields.Clear();
            ObjectWalker.Walk(heap.Base, heap.Shapes.Shapes, heap.HeaderOf(cell), new FieldList(fields));
            Meet(cell, fields);
        }

        return met;

        void Meet(uint from, IEnumerable<uint> references)
        {
            foreach (uint cell in references)
            {
                if (cell == 0 || met.Contains(cell))
                {
                    continue;
                }

                if (isObject != null && !isObject(cell))
                {
                    onBroken?.Invoke(from, cell);
                    continue;
                }

                met.Add(cell);
                open.Push(cell);
            }
        }
    }

    private readonly struct FieldList(List<uint> fields) : IReferenceVisitor
    {
        public void Visit(uint cell) => fields.Add(cell);
    }
}
