using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>What is touched first inside a lock around counts or slots: the same as was given, and there when <see cref="IMemoryAccess.Inside"/> is. A swap, which may take
/// two locks, has it once.</summary>
internal static unsafe class InLock
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ObjectHeader* First<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => (ObjectHeader*)((byte*)o + TMemory.Inside());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref uint First<TMemory>(ref uint slot)
        where TMemory : struct, IMemoryAccess => ref Unsafe.AddByteOffset(ref slot, TMemory.Inside());
}
