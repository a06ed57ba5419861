using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>What the strategies with one 32-bit count in the first word have in common.</summary>
internal static unsafe class PlainCount
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Alloc(ObjectHeader* o) => o->CountArea = 1;

    /// <summary>The count, without the null test (a load of its own) that the JIT puts before the address of a field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref int WordOf(ObjectHeader* o) => ref *(int*)o;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ObjectHeader* At(byte* heapBase, uint cell) => (ObjectHeader*)(heapBase + ((ulong)cell << PoolGeometry.GranuleShift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Increment<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => TMemory.Write(ref WordOf(o), TMemory.Read(ref WordOf(o)) + 1);

    /// <summary>+1, unless the object is immortal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryIncrementMortal<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        int count = TMemory.Read(ref WordOf(o));
        if (CountArea.IsImmortal(count))
        {
            return false;
        }

        TMemory.Write(ref WordOf(o), count + 1);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CountChange Decrement<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        int count = TMemory.Read(ref WordOf(o)) - 1;
        TMemory.Write(ref WordOf(o), count);
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

    /// <summary>Racing updates may have been lost on a pinned count, so it is set, not corrected.</summary>
    public static void Unpin(ObjectHeader* o)
    {
        if (CountArea.IsPinned(o->Count) || CountArea.IsImmortal(o->Count))
        {
            o->Count = 1;
        }
    }

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
