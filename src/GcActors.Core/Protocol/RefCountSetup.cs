using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>What a refcount actor is joined to.</summary>
internal sealed class RefCountSetup
{
    /// <summary>Fibonacci hashing: 2³² divided by the golden ratio.</summary>
    private const uint Spread = 0x9E37_79B9;

    /// <summary>The heap; behind the mutators' allocation states lie those of the refcount actors.</summary>
    public required AllocatorBinding Allocators { get; init; }

    /// <summary>How many mutators.</summary>
    public required int Mutators { get; init; }

    /// <summary>How many refcount actors.</summary>
    public required int Shares { get; init; }

    /// <summary>Null: virtual time, in which CPU time says nothing.</summary>
    public required RefCountClock? Clock { get; init; }

    /// <summary>A known cost of messages; null: none.</summary>
    public required DoseMeter? Doses { get; init; }

    public required PlantedFaults Faults { get; init; }

    /// <summary>The refcount actor that an object belongs to.</summary>
    public int ShareOf(uint cell)
    {
        uint pool = cell / (uint)Allocators.Heap.Space.Geometry.PoolGranules;
        return (int)((ulong)(pool * Spread) * (uint)Shares >> 32);
    }
}
