using System.Runtime.CompilerServices;

namespace GcActors.Core.Counting;

/// <summary>
/// Every access of a counting strategy to a shared word goes through here, so that an interleaving explorer can stand between the strategy and memory.
/// Stateless and static abstract: with <see cref="DirectMemory"/> nothing is left but the instruction.
/// </summary>
public interface IMemoryAccess
{
    /// <summary>A load that acquires: on x86 an ordinary one, that the compiler may not invent, repeat or drop.</summary>
    static abstract int Read(ref int word);

    static abstract uint Read(ref uint word);

    /// <summary>A store that releases: on x86 an ordinary one.</summary>
    static abstract void Write(ref int word, int value);

    static abstract void Write(ref uint word, uint value);

    /// <summary>Full-fence read-modify-write; returns the new value.</summary>
    static abstract int Add(ref int word, int value);

    /// <summary>Full-fence exchange; returns the old value.</summary>
    static abstract int Exchange(ref int word, int value);

    static abstract uint Exchange(ref uint word, uint value);

    /// <summary>Full-fence compare-and-swap; returns the value seen.</summary>
    static abstract int CompareExchange(ref int word, int value, int expected);

    /// <summary>Full-fence compare-and-swap of a free lock (0) to a taken one (1). False: it is taken; wait for 0 and try again. The explorer's waits by itself,
    /// so a caller's loop adds no schedules: what others do meanwhile is all that there is to it.</summary>
    static abstract bool TryLock(ref int word);

    /// <summary>Called where a lock around counts or slots has just been taken: 0, to be added to an address that is touched in there, which may be kept waiting for it.</summary>
    static abstract nint Inside();

    /// <summary>Returns when the word has a value: spins a while, then gives the core away between two looks. Only for words that another thread, and not a
    /// message, will write soon.</summary>
    static abstract void Await(ref int word, int value);
}

/// <summary>The machine's memory.</summary>
public readonly struct DirectMemory : IMemoryAccess
{
    private const int SpinsBeforeYield = 128;

    // Volatile is a plain move on x86: it only keeps the compiler from merging an increment with the decrement behind it, which no
    // strategy that it is compared with could do either.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ref int word) => Volatile.Read(ref word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read(ref uint word) => Volatile.Read(ref word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref int word, int value) => Volatile.Write(ref word, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref uint word, uint value) => Volatile.Write(ref word, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Add(ref int word, int value) => Interlocked.Add(ref word, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Exchange(ref int word, int value) => Interlocked.Exchange(ref word, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Exchange(ref uint word, uint value) => Interlocked.Exchange(ref word, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CompareExchange(ref int word, int value, int expected) => Interlocked.CompareExchange(ref word, value, expected);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryLock(ref int word) => Interlocked.CompareExchange(ref word, 1, 0) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Inside() => 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Await(ref int word, int value)
    {
        for (int spins = 0; Volatile.Read(ref word) != value; spins++)
        {
            if (spins < SpinsBeforeYield)
            {
                Thread.SpinWait(1);
            }
            else
            {
                // Whoever is to write it may have lost its core to this thread.
                Thread.Yield();
            }
        }
    }
}
