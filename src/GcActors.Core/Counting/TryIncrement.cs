using System.Runtime.CompilerServices;

namespace GcActors.Core.Counting;

/// <summary>An increment of a count that may be 0 already: then it does nothing, since what is dead stays dead.</summary>
internal static class TryIncrement
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Of<TMemory>(ref int word)
        where TMemory : struct, IMemoryAccess
    {
        int count = TMemory.Read(ref word);
        while (count > 0)
        {
            int seen = TMemory.CompareExchange(ref word, count + 1, count);
            if (seen == count)
            {
                return true;
            }

            count = seen;
        }

        return false;
    }
}
