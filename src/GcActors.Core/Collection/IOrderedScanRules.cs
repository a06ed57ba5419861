namespace GcActors.Core.Collection;

/// <summary>What the ordered scan's exactness rests on, for tests to break, and the points where they put one worker between two accesses of another.
/// Constants and nothing to the compiler: the sound scan pays nothing.</summary>
internal interface IOrderedScanRules
{
    /// <summary>What is reached in a chunk that the scan has passed is queued.</summary>
    static abstract bool QueuesPassed { get; }

    /// <summary>Rescues are committed in the order of the places that they were found from.</summary>
    static abstract bool CommitsInOrder { get; }

    /// <summary>Stands wherever another worker's access may come between.</summary>
    static abstract void Interleave();
}

/// <summary>The sound scan.</summary>
internal readonly struct SoundOrder : IOrderedScanRules
{
    public static bool QueuesPassed => true;

    public static bool CommitsInOrder => true;

    public static void Interleave()
    {
    }
}
