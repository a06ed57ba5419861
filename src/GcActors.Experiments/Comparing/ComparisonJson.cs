using System.Text.Json.Nodes;

namespace GcActors.Experiments.Comparing;

/// <summary>A comparison for programs.</summary>
public static class ComparisonJson
{
    /// <param name="comparison">Of two runs.</param>
    /// <param name="regressions">What was called one.</param>
    public static JsonObject Of(RunComparison comparison, IReadOnlyList<ComparedValue> regressions) => new()
    {
        ["method"] = comparison.IsExact ? "counts of seeded runs: any difference is one" : "independent runs: difference of the means of logarithms over blocks, 95 % interval",
        ["noise_floor"] = comparison.NoiseFloor,
        ["values"] = new JsonArray([.. comparison.Values.Select(JsonNode (value) => new JsonObject
        {
            ["cell"] = value.Cell,
            ["metric"] = value.Metric,
            ["unit"] = value.Unit,
            ["a"] = Number(value.A),
            ["b"] = Number(value.B),
            ["ratio"] = Number(value.Ratio),
            ["low"] = Number(value.Low),
            ["high"] = Number(value.High),
            ["verdict"] = value.Verdict,
            ["reason"] = value.Reason,
            ["is_regression"] = regressions.Contains(value),
        })]),
        ["moved"] = new JsonObject(comparison.Moved.Select(cell => KeyValuePair.Create(cell.Key, (JsonNode?)new JsonArray([.. cell.Value.Select(JsonNode (counter) =>
            new JsonObject { ["counter"] = counter.Name, ["a"] = Number(counter.A), ["b"] = Number(counter.B), ["ratio"] = Number(counter.Ratio) })])))),
        ["differences"] = Texts(comparison.Differences),
        ["warnings"] = Texts(comparison.Warnings),
    };

    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(JsonNode (text) => JsonValue.Create(text)!)]);
}
