namespace GcActors.Core.Scenarios;

/// <summary>The CPython versions that a scenario may name.</summary>
public static class ScenarioVersions
{
    /// <summary>The one that is meant when nobody says which.</summary>
    public const string Default = "3.12";

    public static IReadOnlyList<string> All { get; } = ["3.9", "3.10", "3.11", "3.12", "3.13"];

    /// <summary>Those that expectations are stored for.</summary>
    public static IReadOnlyList<string> Measured { get; } = ["3.9", "3.12", "3.13"];
}
