using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// The count word of <see cref="Dynamic{TSlots}"/>: bit 0 says that the object has escaped, the count lies above it. Who finds it unmarked is the only one
/// that reaches the object, so that nobody else counts it, or marks it, meanwhile.
/// </summary>
internal readonly unsafe struct EscapedWord : ICountWord
{
    public const int Escaped = 1;

    public const int One = 2;

    public static bool IsPrivate(int word) => (word & Escaped) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPrivate<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => IsPrivate(TMemory.Read(ref PlainCount.WordOf(o)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Increment<TMemory>(ref int word)
        where TMemory : struct, IMemoryAccess
    {
        int seen = TMemory.Read(ref word);
        if (IsPrivate(seen))
        {
            TMemory.Write(ref word, seen + One);
        }
        else
        {
            TMemory.Add(ref word, One);
        }
    }

    /// <summary>-1, for the holder of a reference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CountChange Decrement<TMemory>(ref int word)
        where TMemory : struct, IMemoryAccess
    {
        int seen = TMemory.Read(ref word);
        if (IsPrivate(seen))
        {
            TMemory.Write(ref word, seen - One);
            return seen == One ? CountChange.Dead : CountChange.Alive;
        }

        return TMemory.Add(ref word, -One) == Escaped ? CountChange.Dead : CountChange.Alive;
    }

    /// <summary>+1 on what a slot referred to that others write: it has escaped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryIncrement<TMemory>(ref int word, ref RaceTally races)
        where TMemory : struct, IMemoryAccess => CountWord.TryAdd<TMemory>(ref word, One, dead: Escaped, ref races);
}
