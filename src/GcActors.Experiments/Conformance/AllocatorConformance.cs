using System.Text.Json.Nodes;
using GcActors.Core.Probes;
using GcActors.Core.Python;

namespace GcActors.Experiments.Conformance;

/// <summary>Compares our small-object allocator with measured facts about CPython's: stored ones, <c>allocator/allocator-facts.VERSION.json</c>, and those that
/// interpreters of the version tell.</summary>
/// <param name="interpreters">Real ones.</param>
public sealed class AllocatorConformance(IReadOnlyList<CPythonOracle> interpreters)
{
    /// <summary>Name of the row.</summary>
    public const string RowName = "allocator facts";

    private const string Folder = "allocator";

    /// <summary>The class in which the measuring script's own numbers lie (addresses and loop counters are integers of two digits, 32 bytes).</summary>
    private const string SharedClass = "32";

    /// <summary>Whether a folder of scenarios has facts beside them.</summary>
    public static bool HasFacts(string scenarios) => Directory.Exists(Path.Combine(scenarios, Folder));

    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ConformanceCell Compare(string scenarios, string version, CancellationToken cancellation)
    {
        (string Source, JsonNode Facts)[] expected = [.. Expected(scenarios, version, cancellation)];
        if (expected.Length == 0)
        {
            return new ConformanceCell(RowName, version, ConformanceOutcome.NothingToCompare);
        }

        JsonNode ours = Reread(AllocatorFacts.Measure(VersionProfile.Of(version).PoolGeometry).ToJsonString());
        string? difference = expected.Select(e => FirstDifference(WithoutOwnNumbers(e.Facts, ours), ours, "") is { } found ? e.Source + found : null).FirstOrDefault(d => d != null);
        return difference == null
            ? new ConformanceCell(RowName, version, ConformanceOutcome.Equal)
            : new ConformanceCell(RowName, version, ConformanceOutcome.Different, difference);
    }

    /// <summary>The first fact that is not the same, in one line; null: all are.</summary>
    public static string? FirstDifference(JsonNode? expected, JsonNode? actual, string path)
    {
        if (expected is not JsonObject want || actual is not JsonObject have)
        {
            return JsonNode.DeepEquals(expected, actual) ? null : $"{path} is {Text(actual)}, expected {Text(expected)}";
        }

        return want.Select(fact => fact.Key).Union(have.Select(fact => fact.Key))
            .Select(name => FirstDifference(want[name], have[name], path.Length == 0 ? name : $"{path}.{name}")).FirstOrDefault(d => d != null);
    }

    /// <summary>
    /// The script keeps the address of each block, and in one class that number is a block of the same class: it sees every second block of a pool (one more where
    /// its loop counter shifts the pattern) and a distance of one or two blocks. Facts that say so say of the allocator what ours say.
    /// </summary>
    public static JsonNode WithoutOwnNumbers(JsonNode measured, JsonNode ours)
    {
        JsonNode facts = measured.DeepClone();
        if (facts["size_classes"]?[SharedClass] is JsonObject seen && ours["size_classes"]?[SharedClass] is JsonObject actual && IsHalfOf(seen, actual))
        {
            seen["blocks_per_pool"] = actual["blocks_per_pool"]!.DeepClone();
            seen["block_size"] = actual["block_size"]!.DeepClone();
        }

        return facts;
    }

    private static bool IsHalfOf(JsonObject seen, JsonObject actual)
    {
        int half = Number(actual, "blocks_per_pool") / 2;
        int size = Number(actual, "block_size");
        return Number(seen, "blocks_per_pool") is var blocks && (blocks == half || blocks == half + 1)
            && Number(seen, "block_size") is var distance && (distance == size || distance == 2 * size);
    }

    private static int Number(JsonObject facts, string name) => facts[name]?.GetValue<int>() ?? 0;

    private IEnumerable<(string Source, JsonNode Facts)> Expected(string scenarios, string version, CancellationToken cancellation)
    {
        string stored = Path.Combine(scenarios, Folder, $"allocator-facts.{version}.json");
        if (File.Exists(stored))
        {
            yield return ("", Reread(File.ReadAllText(stored)));
        }

        foreach (CPythonOracle interpreter in interpreters.Where(interpreter => interpreter.Version == version))
        {
            yield return ($"CPython {interpreter.FullVersion}: ", Reread(interpreter.AllocatorFacts(cancellation)));
        }
    }

    // Numbers compare only when both were read from text.
    private static JsonNode Reread(string json) => JsonNode.Parse(json)!;

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "absent";
}
