using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>The addresses that a collector's inner loops need, copied once so that they stay in registers.</summary>
internal readonly unsafe struct HeapPointers(Heap heap)
{
    public readonly byte* Base = heap.Base;
    public readonly uint* Working = heap.Working;
    public readonly Shape* Shapes = heap.Shapes.Shapes;
    public readonly uint* Entries = heap.Vectors.Entries;
    public readonly int* Lengths = heap.Vectors.Lengths;
    public readonly int* Next = heap.Vectors.Next;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ObjectHeader* At(byte* heapBase, uint cell) => (ObjectHeader*)(heapBase + ((ulong)cell << PoolGeometry.GranuleShift));

    /// <summary>First entry of a chunk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint* EntriesOf(int chunk) => Entries + GenerationVectors.StartOf(chunk);
}
