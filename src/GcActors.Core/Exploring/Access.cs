namespace GcActors.Core.Exploring;

/// <summary>What one step of a simulated thread does to shared memory. The orders are those that the machine's memory gives a strategy
/// (<see cref="Counting.IMemoryAccess"/>): a read acquires, a write releases, a read-modify-write is a full fence. The weaker ones are what a program's
/// own accesses are, and what a strategy with a missing fence would do.</summary>
internal enum AccessKind
{
    Read,
    PlainRead,
    Write,
    PlainWrite,
    Add,
    AddWithoutRelease,
    AddWithoutAcquire,
    Exchange,
    CompareExchange,

    /// <summary>A compare-and-swap from 0, not done before the word is 0.</summary>
    Lock,

    /// <summary>A read that acquires, and is not done before the word has the value.</summary>
    Await,

    /// <summary>The allocator takes a dead object's cell back. Drains the thread's stores: the allocator's own order is not explored.</summary>
    Free,

    /// <summary>The allocator gives that cell out again.</summary>
    Reuse,
}

/// <summary>The next shared access of a simulated thread.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Word">Number of the word, or of the object whose cell is freed or used again.</param>
/// <param name="Value">Stored or added.</param>
/// <param name="Expected">Of a compare-and-swap.</param>
/// <param name="Operation">The member of the strategy, or the operation of the scene, that it belongs to.</param>
/// <param name="Ordinal">Its place in the operation, from 1.</param>
internal readonly record struct Access(AccessKind Kind, int Word, int Value, int Expected, string Operation, int Ordinal)
{
    /// <summary>Where in the code.</summary>
    public string Site => $"{Operation} {Ordinal}: {Kind}";
}
