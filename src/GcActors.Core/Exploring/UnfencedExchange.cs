using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>Explored memory whose exchange of an <c>int</c> is a store without a fence (S10, S11).</summary>
internal readonly struct UnfencedExchange : IMemoryAccess
{
    public static int Read(ref int word) => ExploredMemory.Read(ref word);

    public static uint Read(ref uint word) => ExploredMemory.Read(ref word);

    public static void Write(ref int word, int value) => ExploredMemory.Write(ref word, value);

    public static void Write(ref uint word, uint value) => ExploredMemory.Write(ref word, value);

    public static int Add(ref int word, int value) => ExploredMemory.Add(ref word, value);

    public static int Exchange(ref int word, int value)
    {
        ExploredMemory.Write(ref word, value);
        return 0;
    }

    public static uint Exchange(ref uint word, uint value) => ExploredMemory.Exchange(ref word, value);

    public static int CompareExchange(ref int word, int value, int expected) => ExploredMemory.CompareExchange(ref word, value, expected);

    public static bool TryLock(ref int word) => ExploredMemory.TryLock(ref word);

    public static nint Inside() => 0;

    public static void Await(ref int word, int value) => ExploredMemory.Await(ref word, value);
}
