namespace GcActors.Core.Objects;

/// <summary>Facts about an allocator, asked instead of its name.</summary>
/// <param name="IsShared">One set of pools for all mutators; needs the GIL, a lock, or one mutator.</param>
/// <param name="LeasesPools">Pools come by message from the allocator actor.</param>
public readonly record struct AllocatorTraits(bool IsShared, bool LeasesPools);

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

    /// <summary>A cell with undefined contents, with room behind the cursor of the youngest generation; or false: <see cref="Refill"/> first. Calls nothing,
    /// so that the caller keeps its registers.</summary>
    /// <param name="classBytes">Bytes of the cell, a multiple of 16 up to 512; or <see cref="Shape.Uncommon"/>, of which there is never one.</param>
    /// <param name="cell">The cell, undefined where the answer is false.</param>
    bool TryTake(uint classBytes, out uint cell);

    /// <summary>The rare part of an allocation. False: memory is needed (a grant, or a collection).</summary>
    bool Refill(uint cellBytes);

    /// <summary>A cell above 512 bytes, which never comes from <see cref="TryTake"/>; 0: memory is needed.</summary>
    uint TakeLarge(uint cellBytes);

    /// <summary>Puts an initialised object of a tracked shape, from <see cref="TryTake"/>, into the youngest generation.</summary>
    void Track(uint cell, ObjectHeader* header);

    /// <summary>The same for one from <see cref="TakeLarge"/>.</summary>
    void TrackLarge(uint cell, ObjectHeader* header);

    /// <summary>Takes back the cell of a dead object whose fields have been dropped, if that is the common case; else <see cref="FreeElsewhere"/>.</summary>
    bool TryFree(uint cell, ObjectHeader* header, uint cellBytes);

    /// <summary>Takes back a cell that <see cref="TryFree"/> did not.</summary>
    /// <returns>True where the cell belongs to another mutator.</returns>
    bool FreeElsewhere(uint cell, ObjectHeader* header, uint cellBytes);

    /// <summary>The mutator whose allocator must take a cell back in a stopped world.</summary>
    static abstract int OwnerOf(AllocatorBinding binding, uint cell);

    /// <summary>At a boundary: sends away what belongs to others and takes what came back. The collector of a stopped world calls it for every
    /// mutator once more, since what the last one sent arrived after the others had stopped.</summary>
    void AtBoundary();
}

internal static unsafe class HeapAllocators
{
    /// <summary>Takes back the cell of a dead object, wherever it belongs.</summary>
    public static void Free<TAllocator>(this ref TAllocator allocator, uint cell, ObjectHeader* header, uint cellBytes)
        where TAllocator : struct, IHeapAllocator<TAllocator>
    {
        if (!allocator.TryFree(cell, header, cellBytes))
        {
            allocator.FreeElsewhere(cell, header, cellBytes);
        }
    }
}
