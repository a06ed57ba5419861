namespace GcActors.Core.Collection;

/// <summary>How far a pass has come in a chunk that it squeezes on the way.</summary>
internal unsafe struct Stretch
{
    /// <summary>The next entry.</summary>
    public uint* From;

    /// <summary>Where it goes if it stays.</summary>
    public uint* To;

    /// <summary>Distance, 0: none.</summary>
    public int LookAhead;

    /// <summary>Objects walked so far.</summary>
    public long Walked;
}
