using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>What the strategies with one 32-bit count in the first word have in common.</summary>
internal static unsafe class PlainCount
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Alloc(ObjectHeader* o) => o->CountArea = 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ObjectHeader* At(byte* heapBase, uint cell) => (ObjectHeader*)(heapBase + ((ulong)cell << PoolGeometry.GranuleShift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Increment<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => TMemory.Write(ref o->Count, TMemory.Read(ref o->Count) + 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CountChange Decrement<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        int count = TMemory.Read(ref o->Count) - 1;
        TMemory.Write(ref o->Count, count);
        return count == 0 ? CountChange.Dead : CountChange.Alive;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Load<TMemory>(byte* heapBase, ref uint slot)
        where TMemory : struct, IMemoryAccess
    {
        uint value = TMemory.Read(ref slot);
        if (value != 0)
        {
            Increment<TMemory>(At(heapBase, value));
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Store<TMemory>(ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess
    {
        uint old = TMemory.Read(ref slot);
        TMemory.Write(ref slot, value);
        return old;
    }

    public static void Pin(ObjectHeader* o, bool immortal) => o->Count = immortal ? CountArea.ImmortalCount : o->Count + CountArea.PinnedOffset;

    public static void Rebuild(ObjectHeader* o, int references)
    {
        if (!CountArea.IsImmortal(o->Count))
        {
            o->Count = CountArea.IsPinned(o->Count) ? references + CountArea.PinnedOffset : references;
        }
    }

    public static CountChange DropStopped(ObjectHeader* o)
    {
        if (CountArea.IsImmortal(o->Count))
        {
            return CountChange.Alive;
        }

        return --o->Count == 0 ? CountChange.Dead : CountChange.Alive;
    }
}
