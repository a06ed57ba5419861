namespace GcActors.Core.Collection;

/// <summary>The rules of the subtraction that the planted mutants M01 to M03 break (cycle-collectors.md 15). Constants to the compiler: the sound collector
/// pays nothing for them.</summary>
internal interface ISubtractionRules
{
    /// <summary>A reference is subtracted only if its target is in the region (broken: M01).</summary>
    static abstract bool TestsRegion { get; }

    /// <summary>A tentative object that a kept one reaches is rescued (broken: M02).</summary>
    static abstract bool RescuesTentative { get; }

    /// <summary>A rescued object's references are walked (broken: M03).</summary>
    static abstract bool WalksRescued { get; }
}

/// <summary>CPython's rules.</summary>
internal readonly struct SoundRules : ISubtractionRules
{
    public static bool TestsRegion => true;

    public static bool RescuesTentative => true;

    public static bool WalksRescued => true;
}
