using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>
/// Memory of a simulated thread: before each access the scheduler decides who goes on. A type argument only, so a measured build has nothing of it.
/// The thread that runs is found through a thread-static (<see cref="Replay.Current"/>).
/// </summary>
internal readonly struct ExploredMemory : IMemoryAccess
{
    public static int Read(ref int word) => Replay.Current.Perform(AccessKind.Read, ref word);

    public static uint Read(ref uint word) => (uint)Replay.Current.Perform(AccessKind.Read, ref word);

    public static void Write(ref int word, int value) => Replay.Current.Perform(AccessKind.Write, ref word, value);

    public static void Write(ref uint word, uint value) => Replay.Current.Perform(AccessKind.Write, ref word, value);

    public static int Add(ref int word, int value) => Replay.Current.Perform(AccessKind.Add, ref word, value);

    public static int Exchange(ref int word, int value) => Replay.Current.Perform(AccessKind.Exchange, ref word, value);

    public static uint Exchange(ref uint word, uint value) => (uint)Replay.Current.Perform(AccessKind.Exchange, ref word, value);

    public static int CompareExchange(ref int word, int value, int expected) =>
        Replay.Current.Perform(AccessKind.CompareExchange, ref word, value, expected);

    public static bool TryLock(ref int word) => Replay.Current.Perform(AccessKind.Lock, ref word, 1) == 0;

    public static nint Inside() => 0;

    public static void Await(ref int word, int value) => Replay.Current.Perform(AccessKind.Await, ref word, value);
}

/// <summary>The release forgotten (half of mutant S41): stores and decrements may become visible before what came before them.</summary>
internal readonly struct MemoryWithoutRelease : IMemoryAccess
{
    public static int Read(ref int word) => ExploredMemory.Read(ref word);

    public static uint Read(ref uint word) => ExploredMemory.Read(ref word);

    public static void Write(ref int word, int value) => Replay.Current.Perform(AccessKind.PlainWrite, ref word, value);

    public static void Write(ref uint word, uint value) => Replay.Current.Perform(AccessKind.PlainWrite, ref word, value);

    public static int Add(ref int word, int value) => Replay.Current.Perform(AccessKind.AddWithoutRelease, ref word, value);

    public static int Exchange(ref int word, int value) => ExploredMemory.Exchange(ref word, value);

    public static uint Exchange(ref uint word, uint value) => ExploredMemory.Exchange(ref word, value);

    public static int CompareExchange(ref int word, int value, int expected) => ExploredMemory.CompareExchange(ref word, value, expected);

    public static bool TryLock(ref int word) => ExploredMemory.TryLock(ref word);

    public static nint Inside() => 0;

    public static void Await(ref int word, int value) => ExploredMemory.Await(ref word, value);
}

/// <summary>The acquire forgotten (the other half): loads behind the access may have been done before it.</summary>
internal readonly struct MemoryWithoutAcquire : IMemoryAccess
{
    public static int Read(ref int word) => Replay.Current.Perform(AccessKind.PlainRead, ref word);

    public static uint Read(ref uint word) => (uint)Replay.Current.Perform(AccessKind.PlainRead, ref word);

    public static void Write(ref int word, int value) => ExploredMemory.Write(ref word, value);

    public static void Write(ref uint word, uint value) => ExploredMemory.Write(ref word, value);

    public static int Add(ref int word, int value) => Replay.Current.Perform(AccessKind.AddWithoutAcquire, ref word, value);

    public static int Exchange(ref int word, int value) => ExploredMemory.Exchange(ref word, value);

    public static uint Exchange(ref uint word, uint value) => ExploredMemory.Exchange(ref word, value);

    public static int CompareExchange(ref int word, int value, int expected) => ExploredMemory.CompareExchange(ref word, value, expected);

    public static bool TryLock(ref int word) => ExploredMemory.TryLock(ref word);

    public static nint Inside() => 0;

    public static void Await(ref int word, int value) => ExploredMemory.Await(ref word, value);
}
