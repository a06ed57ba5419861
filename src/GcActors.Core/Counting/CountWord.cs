using System.Runtime.CompilerServices;

namespace GcActors.Core.Counting;

/// <summary>How one more reference is noted in the word of an object that several mutators count.</summary>
public interface ICountWord
{
    /// <summary>+1, for the holder of a reference.</summary>
    static abstract void Increment<TMemory>(ref int word)
        where TMemory : struct, IMemoryAccess;

    /// <summary>+1 on a count that may be 0 already: then it does nothing, since what is dead stays dead.</summary>
    /// <returns>False: dead.</returns>
    static abstract bool TryIncrement<TMemory>(ref int word, ref RaceTally races)
        where TMemory : struct, IMemoryAccess;
}

/// <summary>The word is the count.</summary>
public readonly struct CountWord : ICountWord
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Increment<TMemory>(ref int word)
        where TMemory : struct, IMemoryAccess => TMemory.Add(ref word, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryIncrement<TMemory>(ref int word, ref RaceTally races)
        where TMemory : struct, IMemoryAccess => TryAdd<TMemory>(ref word, 1, dead: 0, ref races);

    /// <summary>Adds to a word unless it says that the object is dead: it is what it is then, or less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryAdd<TMemory>(ref int word, int value, int dead, ref RaceTally races)
        where TMemory : struct, IMemoryAccess
    {
        int count = TMemory.Read(ref word);
        while (count > dead)
        {
            int seen = TMemory.CompareExchange(ref word, count + value, count);
            if (seen == count)
            {
                return true;
            }

            races.CasFailed++;
            count = seen;
        }

        return false;
    }
}
