using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// Atomic counts (counting-strategies.md 4.5). An increment from a held reference needs no order (O5). A decrement must come after all uses of the object
/// (O3), and whoever sees 0 must see everybody's uses (O4): the interlocked result, never a later load, says who that is — judged by a load, two
/// droppers could both see the other's count and nobody would free.
/// </summary>
/// <remarks>Without a cure for the racing load (counting-strategies.md 1) it is safe for shared objects but not for shared slots, and its traits say so.</remarks>
public readonly unsafe struct Atomic : IRefCounter<Atomic>
{
    public static CounterTraits Traits => new(Sharing.Counted, NeedsGil: false, Frees: true, CountsAreExact: true, UsesLogs: false);

    public static Atomic Create(int mutator) => default;

    public long ElidedIncrements => 0;

    public long ElidedDecrements => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Alloc(ObjectHeader* o) => PlainCount.Alloc(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => TMemory.Add(ref PlainCount.WordOf(o), 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => TMemory.Add(ref PlainCount.WordOf(o), -1) == 0 ? CountChange.Dead : CountChange.Alive;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess
    {
        uint value = TMemory.Read(ref slot);
        if (value != 0)
        {
            TMemory.Add(ref PlainCount.WordOf(PlainCount.At(heapBase, value)), 1);
        }

        return value;
    }

    // Slots that others read are not written meanwhile (the traits say so), so the old value needs no exchange; the release publishes the object (O1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => PlainCount.Store<TMemory>(ref slot, value);

    public static int ReadCount(ObjectHeader* o) => CountArea.References(o->Count);

    public static bool IsImmortal(ObjectHeader* o) => CountArea.IsImmortal(o->Count);

    public static void Pin(ObjectHeader* o, bool immortal) => PlainCount.Pin(o, immortal);

    public static void Unpin(ObjectHeader* o) => PlainCount.Unpin(o);

    public static CountChange DropStopped(ObjectHeader* o) => PlainCount.DropStopped(o);

    public static void Rebuild(ObjectHeader* o, int references) => PlainCount.Rebuild(o, references);
}
