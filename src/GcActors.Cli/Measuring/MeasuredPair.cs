using System.Text.Json.Nodes;

namespace GcActors.Cli.Measuring;

/// <summary>Our measurement and the other program's, one after the other.</summary>
/// <param name="Ours">An object of quantities.</param>
/// <param name="Beside">An object that shares names with ours, or one number.</param>
internal sealed record MeasuredPair(JsonObject Ours, JsonNode Beside)
{
    /// <summary>Our quantities that the other program answers: those of the same name, or, of a single number, all our times.</summary>
    public IEnumerable<string> ComparableNames() => Ours.Select(member => member.Key).Where(name => Ratio(name) is not null);

    /// <summary>Beside / ours, or null where they cannot be compared.</summary>
    public double? Ratio(string name)
    {
        JsonNode? other = Beside is JsonObject members ? members[name] : IsTime(name) ? Beside : null;
        return Number(other) is { } theirs && Number(Ours[name]) is { } own && own != 0 ? theirs / own : null;
    }

    public JsonObject ToJson() => new() { ["ours"] = Ours.DeepClone(), ["beside"] = Beside.DeepClone() };

    private static bool IsTime(string name) => name.Split('_').Contains("ns");

    private static double? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number
            ? double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
