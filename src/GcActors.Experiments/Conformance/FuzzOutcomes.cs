namespace GcActors.Experiments.Conformance;

/// <summary>What can become of one generated scenario on one interpreter.</summary>
public static class FuzzOutcomes
{
    public const string Equal = "equal";

    public const string Different = "different";

    public const string NotApplicable = "n/a";

    /// <summary>The real interpreter failed: the generator wrote what it must not.</summary>
    public const string Invalid = "invalid";

    public static IReadOnlyList<string> All { get; } = [Equal, Different, NotApplicable, Invalid];
}
