using System.Runtime.InteropServices;
using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>
/// Allocation state of one mutator under <see cref="LeasedAllocator"/>. Two padded halves: what only the mutator touches (or the collector of a stopped
/// world), and the inbox that others push to.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LeasedState
{
    /// <summary>Foreign frees travel in chains of this many: one compare-and-swap for the chain, not for the cell.</summary>
    public const int ChainCells = 64;

    /// <summary>Chains kept open at once, direct-mapped by owner: enough for a handful of partners, constant for 10⁴ mutators.</summary>
    public const int OpenChains = 4;

    /// <summary>The class that every request above 512 bytes is taken for: always empty.</summary>
    public const uint NoClass = PoolGeometry.SizeClasses + 1;

    /// <summary>0-based mutator.</summary>
    public int Self;

    /// <summary>Pools that await the allocator actor, empty: a chain through Next.</summary>
    public uint Surplus;

    public int SurplusPools;

    /// <summary>Empty pools to allocate from, a chain through Next.</summary>
    public uint Stash;

    public int StashPools;

    /// <summary>By class, a pair: head of the free chain to allocate from, and the pool that it belongs to, whose freed cells go back to it
    /// (0: none, or freed cells are not to be reused).</summary>
    public fixed ulong Classes[(int)NoClass + 1];

    /// <summary>The pool that serves a class now, 0: none.</summary>
    public fixed uint Current[PoolGeometry.SizeClasses + 1];

    /// <summary>Other pools of the class with free cells, linked both ways.</summary>
    public fixed uint Listed[PoolGeometry.SizeClasses + 1];

    public fixed int ChainOwner[OpenChains];
    public fixed uint ChainHead[OpenChains];
    public fixed uint ChainTail[OpenChains];
    public fixed int ChainLength[OpenChains];
    public YoungSpace Young;
    private fixed long _padBefore[16];

    /// <summary>Head of the chains that others gave back; pushed by compare-and-swap, taken whole by exchange, so there is no ABA.</summary>
    public uint Inbox;

    private fixed long _padAfter[16];

    /// <summary>The class of cells of so many granules. The state lies in unmanaged memory, so the address stays good.</summary>
    public LeasedClass* ClassOf(int granules)
    {
        fixed (ulong* classes = Classes)
        {
            return (LeasedClass*)classes + granules;
        }
    }
}
