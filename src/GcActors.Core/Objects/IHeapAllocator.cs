using System.Runtime.CompilerServices;

namespace GcActors.Core.Objects;

/// <summary>Facts about an allocator, asked instead of its name.</summary>
/// <param name="IsShared">One set of pools for all mutators; needs the GIL, a lock, or one mutator.</param>
/// <param name="LeasesPools">Pools come by message from the allocator actor.</param>
/// <param name="DelaysReuse">Each mutator keeps dead cells back for a while, so that even with shared pools there is something of each to see to.</param>
public readonly record struct AllocatorTraits(bool IsShared, bool LeasesPools, bool DelaysReuse = false);

/// <summary>
/// Gives out and takes back cells for one mutator, and keeps that mutator's youngest generation. It knows nothing of counts or fields. A struct in a type
/// parameter; called at every allocation and every death.
/// </summary>
/// <remarks>State lives in unmanaged memory, so that the collector of a stopped world can act for a mutator.</remarks>
internal unsafe interface IHeapAllocator<TSelf>
    where TSelf : struct, IHeapAllocator<TSelf>
{
    static abstract AllocatorTraits Traits { get; }

    /// <summary>The allocator of mutator <paramref name="mutator"/> (0-based) on a heap.</summary>
    static abstract TSelf Create(AllocatorBinding binding, int mutator);

    /// <summary>A cell of which only the identity is defined; or false: <see cref="Refill"/> first. Calls nothing, so that the caller keeps its
    /// registers.</summary>
    /// <param name="classBytes">Bytes of the cell, a multiple of 16 up to 512; or <see cref="Shape.Uncommon"/>, of which there is never one.</param>
    /// <param name="shape">The shape, for <see cref="ObjectHeader.Identity"/>.</param>
    /// <param name="tracked">Whether the object goes into the youngest generation. Nobody looks at its other fields there before the next boundary.</param>
    /// <param name="taken">The cell, undefined where the answer is false.</param>
    bool TryTake(uint classBytes, ushort shape, bool tracked, out TakenCell taken);

    /// <summary>The rare part of an allocation. False: memory is needed (a grant, or a collection).</summary>
    bool Refill(uint cellBytes);

    /// <summary>The same for a cell above 512 bytes; false: memory is needed.</summary>
    bool TryTakeLarge(uint cellBytes, ushort shape, bool tracked, out TakenCell taken);

    /// <summary>Puts an object that is in no generation at the end of the youngest: one that was taken untracked, or was untracked since.</summary>
    void Track(uint cell, ObjectHeader* header);

    /// <summary>Takes back the cell of a dead object whose fields have been dropped, if that is the common case; else <see cref="FreeElsewhere"/>.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="header">Its first bytes.</param>
    /// <param name="classBytes">Bytes of the cell, a multiple of 16 up to 512; or <see cref="Shape.Uncommon"/>: false.</param>
    bool TryFree(uint cell, ObjectHeader* header, uint classBytes);

    /// <summary>Takes back a cell that <see cref="TryFree"/> did not.</summary>
    /// <returns>True where the cell belongs to another mutator.</returns>
    bool FreeElsewhere(uint cell, ObjectHeader* header, uint cellBytes);

    /// <summary>The mutator whose allocator must take a cell back in a stopped world.</summary>
    static abstract int OwnerOf(AllocatorBinding binding, uint cell);

    /// <summary>Before the first operation of a quantum.</summary>
    void AtQuantum();

    /// <summary>At a boundary: sends away what belongs to others and takes what came back. The collector of a stopped world calls it for every
    /// mutator once more, since what the last one sent arrived after the others had stopped.</summary>
    void AtBoundary();
}

internal static unsafe class HeapAllocators
{
    /// <summary>Takes back the cell of a dead object, wherever it belongs.</summary>
    /// <returns>True where the cell belongs to another mutator.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Free<TAllocator>(this ref TAllocator allocator, uint cell, ObjectHeader* header, uint cellBytes)
        where TAllocator : struct, IHeapAllocator<TAllocator> =>
        !allocator.TryFree(cell, header, Math.Min(cellBytes, Shape.Uncommon)) && allocator.FreeElsewhere(cell, header, cellBytes);

    /// <summary>The same for a cell that waited, and that kept its header meanwhile.</summary>
    public static void FreeRetired<TAllocator>(this ref TAllocator allocator, Heap heap, uint cell, RetiredCells* retired)
        where TAllocator : struct, IHeapAllocator<TAllocator>
    {
        ObjectHeader* header = heap.HeaderOf(cell);
        uint cellBytes = heap.ShapeOf(header).CellBytes;
        retired->Release(cellBytes);
        allocator.Free(cell, header, cellBytes);
    }
}
