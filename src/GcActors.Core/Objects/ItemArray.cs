using System.Runtime.InteropServices;
using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>
/// The growing part of a list or dict: 16 bytes in the object that point to items elsewhere. Items are uncounted cells of the large-object space or of
/// nobody's pool, owned by the container and freed with it.
/// <code>
///  0 Cell      granule of the item array, 0: none
///  4 Length    references in use
///  8 Capacity  references that fit
/// 12 CellBytes size of the item array's cell, where an object model allocates it itself
/// </code>
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal unsafe struct ItemArray
{
    public const int Bytes = 16;

    [FieldOffset(0)]
    public uint Cell;

    [FieldOffset(4)]
    public uint Length;

    [FieldOffset(8)]
    public uint Capacity;

    [FieldOffset(12)]
    public uint CellBytes;

    /// <summary>The item array of a container.</summary>
    public static ItemArray* Of(ObjectHeader* container) => (ItemArray*)(container + 1);

    /// <summary>First reference.</summary>
    public readonly uint* Items(byte* heapBase) => (uint*)(heapBase + ((ulong)Cell << PoolGeometry.GranuleShift) + ObjectHeader.Bytes);

    /// <summary>Room for <paramref name="length"/> items after CPython's rule [Objects/listobject.c, <c>list_resize</c>]: (n + n/8 + 6) rounded down to a
    /// multiple of 4; where the length grows by more than that leaves free, n rounded up to one.</summary>
    /// <param name="length">The new length.</param>
    /// <param name="oldLength">The length so far.</param>
    public static uint CapacityFor(uint length, uint oldLength)
    {
        if (length == 0)
        {
            return 0;
        }

        uint capacity = (length + (length >> 3) + 6) & ~3u;
        return (long)length - oldLength > (long)capacity - length ? (length + 3) & ~3u : capacity;
    }

    /// <summary>Makes the array at least so long, over-allocating; false when the heap limit forbids it.</summary>
    public bool TryGrow(Heap heap, uint length)
    {
        if (length <= Capacity)
        {
            Length = length;
            return true;
        }

        uint capacity = CapacityFor(length, Length);
        uint cell = heap.Large.Take(CellBytesFor(capacity));
        if (cell == 0)
        {
            return false;
        }

        var fresh = (ObjectHeader*)(heap.Base + ((ulong)cell << PoolGeometry.GranuleShift));
        fresh->Identity = 0;
        var to = (uint*)(fresh + 1);
        new Span<uint>(to, (int)capacity).Clear();
        if (Cell != 0)
        {
            new ReadOnlySpan<uint>(Items(heap.Base), (int)Length).CopyTo(new Span<uint>(to, (int)Length));
        }

        ReleaseCell(heap);
        Cell = cell;
        Capacity = capacity;
        Length = length;
        return true;
    }

    /// <summary>Gives the items' memory back; their references must have been dropped.</summary>
    public void Release(Heap heap)
    {
        ReleaseCell(heap);
        Length = Capacity = 0;
    }

    private static uint CellBytesFor(uint capacity) => Math.Max(ObjectHeader.Bytes + capacity * sizeof(uint), PoolGeometry.LargestSmallBytes + 1);

    private void ReleaseCell(Heap heap)
    {
        if (Cell != 0)
        {
            heap.Large.Return(Cell, CellBytesFor(Capacity));
            Cell = 0;
        }
    }
}
