using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GcActors.Core.Scenarios;

/// <summary>Whether Python finds two parsed JSON values equal. It differs from JSON's own equality in that True is 1 and False is 0.</summary>
internal static class PythonEquality
{
    public static bool AreEqual(JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (null, null) => true,
        (JsonArray left, JsonArray right) => left.Count == right.Count && left.Zip(right).All(pair => AreEqual(pair.First, pair.Second)),
        (JsonObject left, JsonObject right) => left.Count == right.Count && left.All(member => IsIn(member, right)),
        (JsonValue left, JsonValue right) => AreEqualScalars(left, right),
        _ => false,
    };

    private static bool IsIn(KeyValuePair<string, JsonNode?> member, JsonObject other) =>
        other.TryGetPropertyValue(member.Key, out JsonNode? value) && AreEqual(member.Value, value);

    private static bool AreEqualScalars(JsonValue a, JsonValue b)
    {
        bool isTextA = a.GetValueKind() == JsonValueKind.String;
        bool isTextB = b.GetValueKind() == JsonValueKind.String;
        return isTextA || isTextB
            ? isTextA && isTextB && a.GetValue<string>() == b.GetValue<string>()
            : NumberText(a) == NumberText(b) || NumberOf(a).Equals(NumberOf(b));
    }

    private static string NumberText(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        _ => value.ToJsonString(),
    };

    private static double NumberOf(JsonValue value) => double.Parse(NumberText(value), CultureInfo.InvariantCulture);
}
