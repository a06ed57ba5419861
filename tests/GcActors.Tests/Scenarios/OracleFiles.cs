using GcActors.Tests.Repository;

namespace GcActors.Tests.Scenarios;

/// <summary>The scenarios whose outputs real interpreters produced.</summary>
internal static class OracleFiles
{
    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "tests", "oracle");

    public static IReadOnlyList<string> Scenarios { get; } = [.. Directory.GetFiles(Folder, "*.gcs").Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Expectations { get; } = [.. Directory.GetFiles(Folder, "*.jsonl").Order(StringComparer.Ordinal)];
}
