using System.Runtime.InteropServices;

namespace GcActors.Core.Memory;

/// <summary>
/// The first 48 bytes of a pool.
/// <code>
///  0  Free        granule of the first freed cell, 0: none
///  4  NextVirgin  granule of the first cell never handed out
///  8  EndVirgin   first granule at which no whole cell fits any more
/// 12  CellGranules size class: cell bytes / 16, 0: never used
/// 14  State       where the pool is
/// 16  Used        cells handed out and not yet back; 0 ⇒ the pool is empty
/// 20  Next  24  Prev   neighbours in a list of pools (granules), 0: none
/// 28  Arena       index into the arena table
/// 32  Owner       mutator that leased the pool + 1, 0: nobody
/// 36  NextEmptied neighbour in the list of pools that became empty since the last boundary (granule), 0: none
/// 40  Goal        where pools wait before they leave their size class: for which grace period, or <see cref="PoolHeader.JustEmptied"/>; 0: none
/// </code>
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = PoolGeometry.HeaderBytes)]
internal struct PoolHeader
{
    /// <summary>A goal that is no number of a grace period: those are odd. The pool is on the list of emptied ones.</summary>
    public const int JustEmptied = 2;

    [FieldOffset(0)]
    public uint Free;

    [FieldOffset(4)]
    public uint NextVirgin;

    [FieldOffset(8)]
    public uint EndVirgin;

    [FieldOffset(12)]
    public ushort CellGranules;

    [FieldOffset(14)]
    public PoolState State;

    [FieldOffset(16)]
    public int Used;

    [FieldOffset(20)]
    public uint Next;

    [FieldOffset(24)]
    public uint Prev;

    [FieldOffset(28)]
    public int Arena;

    [FieldOffset(32)]
    public int Owner;

    [FieldOffset(36)]
    public uint NextEmptied;

    [FieldOffset(40)]
    public int Goal;
}

internal enum PoolState : ushort
{
    /// <summary>With its arena: no cell is out.</summary>
    Empty,

    /// <summary>On the list of its class: some cells out, some left.</summary>
    Listed,

    /// <summary>No cell left; on no list.</summary>
    Full,

    /// <summary>Serves its class for the mutator that leased it; Used is not kept.</summary>
    Current,
}
