using System.Runtime.CompilerServices;
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

    /// <summary>Size classes, and the one of <see cref="Shape.Uncommon"/> behind them, which stays empty.</summary>
    private const int ClassCount = PoolGeometry.SizeClasses + 2;

    /// <summary>0-based mutator.</summary>
    public int Self;

    /// <summary>Pools that await the allocator actor, empty: a chain through Next.</summary>
    public uint Surplus;

    public int SurplusPools;

    /// <summary>Empty pools to allocate from, a chain through Next.</summary>
    public uint Stash;

    public int StashPools;

    /// <summary>An emptied pool stays with its class until it is let go (<see cref="LeasedAllocator.LetGo"/>).</summary>
    public bool KeepsClasses;

    /// <summary>Where pools are kept: those that became empty, a chain through NextEmptied. They may have been used again meanwhile.</summary>
    public uint Emptied;

    private fixed ulong _classes[2 * ClassCount];

    /// <summary>What a class without a pool reads: no free cell, none to carve.</summary>
    private PoolHeader _noPool;

    /// <summary>By class, pools beside the current one with free cells, linked both ways.</summary>
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

    /// <summary>The classes, by granules. The state lies in unmanaged memory, so the address stays good.</summary>
    public LeasedClass* Classes => (LeasedClass*)Unsafe.AsPointer(ref _classes[0]);

    public PoolHeader* NoPool => (PoolHeader*)Unsafe.AsPointer(ref _noPool);

    public void Initialise(int self)
    {
        Self = self;
        for (int granules = 0; granules < ClassCount; granules++)
        {
            Classes[granules].Source = NoPool;
        }
    }
}
