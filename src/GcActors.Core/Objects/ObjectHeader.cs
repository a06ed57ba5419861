using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GcActors.Core.Objects;

/// <summary>
/// The 16 bytes in front of every object.
/// <code>
///   0        4        8            12       14    15
///   +--------+--------+------------+--------+-----+-----+
///   | Count  | Spare  | BackIndex  | Shape  |Flags|Lock |
///   +--------+--------+------------+--------+-----+-----+
///   Count, Spare  the count area, laid out by the counting strategy; immortality is a value of it, not a flag.
///                 In a dying object Spare, if the strategy can spare it, links the chain of objects whose fields are still to be dropped;
///                 a free cell keeps what its last object left there, which says that it is dead.
///   BackIndex     place in the generation vectors, 0: untracked; in a free cell the granule of the next free cell
///   Shape         index into the shape table; 0: free cell
///   Flags         bit 0 finalized, 1 buffered candidate, 2 frozen, 3 shared (escaped), 4 deferred, 5 weakly referenced, 6 unlogged
///   Lock          bit 0 locked, 1 waiters, 2..4 colour, 5 being logged
/// </code>
/// Lists of free cells keep off the count area: who has read a reference, and comes too late to count it, finds a count there and not a link.
/// Bits written by different parties never share a byte without an atomic operation: Flags belongs to the owner until the object escapes, Lock to the
/// holder of the lock or the collector of a stopped world. The two bits of logging are set by a stop and taken off, while mutators run, by interlocked
/// operations on <see cref="StateOf"/>, the aligned word that both bytes lie in. Unlogged, and not logged: a new object is logged, and its identity is one store
/// that sets no flag; a flag stored behind it would make the first test of the word wait for two stores.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct ObjectHeader
{
    public const int Bytes = 16;

    /// <summary>In <see cref="StateOf"/>: the next store into a field is the first one since the last stop.</summary>
    internal const int Unlogged = 1 << 22;

    /// <summary>In <see cref="StateOf"/>: a mutator is noting what the fields hold.</summary>
    internal const int BeingLogged = 1 << 29;

    /// <summary>Filled over a freed cell in verify mode: as a count it is negative and odd, so that any increment of it is seen.</summary>
    public const byte PoisonByte = 0xD1;

    public const int PoisonCount = unchecked((int)0xD1D1D1D1);

    public const ushort PoisonShape = 0xD1D1;

    [FieldOffset(0)]
    public int Count;

    [FieldOffset(4)]
    public int Spare;

    [FieldOffset(8)]
    public uint BackIndex;

    /// <summary>In a free cell: the next one of its list. Written as <see cref="Identity"/>, whose upper half says shape 0 then.</summary>
    [FieldOffset(8)]
    internal uint NextFree;

    [FieldOffset(12)]
    public ushort Shape;

    [FieldOffset(14)]
    public byte Flags;

    [FieldOffset(15)]
    public byte Lock;

    /// <summary>Both count words as one.</summary>
    [FieldOffset(0)]
    internal ulong CountArea;

    /// <summary>Everything else as one word.</summary>
    [FieldOffset(8)]
    internal ulong Identity;

    /// <summary>The identity of a new object: all flags clear.</summary>
    /// <param name="shape">Shape.</param>
    /// <param name="place">Back-index, 0: untracked.</param>
    internal static ulong IdentityOf(ushort shape, uint place) => ((ulong)shape << 32) | place;

    /// <summary>Shape, flags and lock as one word. Without the null test that the JIT puts before the address of a field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe ref int StateOf(ObjectHeader* o) => ref *((int*)o + 3);

    /// <summary>A live or dying object, as opposed to a free, virgin or poisoned cell.</summary>
    public readonly bool IsObject => Shape is not (0 or PoisonShape);
}
