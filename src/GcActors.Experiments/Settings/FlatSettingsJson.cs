using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GcActors.Experiments.Settings;

/// <summary>Flattened settings as a JSON object: numbers and flags as such, not as text, so that tools can compare them.</summary>
public static class FlatSettingsJson
{
    public static JsonObject Write(IReadOnlyDictionary<string, string> flat)
    {
        JsonObject json = [];
        foreach ((string key, string value) in flat)
        {
            json[key] = ValueOf(key, value);
        }

        return json;
    }

    /// <summary>The inverse; values may also be text.</summary>
    /// <exception cref="SettingsException">Not one flat JSON object.</exception>
    public static SortedDictionary<string, string> Read(string json, string origin)
    {
        SortedDictionary<string, string> flat = new(StringComparer.Ordinal);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            foreach (JsonProperty property in Members(document.RootElement, origin))
            {
                if (!flat.TryAdd(property.Name, TextOf(property, origin)))
                {
                    throw new SettingsException(origin, $"duplicate key '{property.Name}'; a key stands once");
                }
            }
        }
        catch (JsonException e)
        {
            throw new SettingsException($"{origin}:{e.LineNumber + 1}:{e.BytePositionInLine + 1}", "not well-formed JSON");
        }

        return flat;
    }

    private static JsonValue ValueOf(string key, string value)
    {
        if (SettingsCatalog.Find(key) is { } declaration)
        {
            return declaration.Kind switch
            {
                SettingKind.Flag => JsonValue.Create(value == "true"),
                SettingKind.Number => Number(value),
                _ => JsonValue.Create(value)!,
            };
        }

        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? JsonValue.Create(number)
            : JsonValue.Create(value)!;
    }

    // Only a seed needs the whole range of ulong; the rest is within long, where negative numbers are.
    private static JsonValue Number(string value) => value.StartsWith('-')
        ? JsonValue.Create(long.Parse(value, CultureInfo.InvariantCulture))
        : JsonValue.Create(ulong.Parse(value, CultureInfo.InvariantCulture));

    private static JsonElement.ObjectEnumerator Members(JsonElement root, string origin) => root.ValueKind == JsonValueKind.Object
        ? root.EnumerateObject()
        : throw new SettingsException(origin, "a JSON object of flattened settings is expected");

    private static string TextOf(JsonProperty property, string origin) => property.Value.ValueKind switch
    {
        JsonValueKind.String => property.Value.GetString()!,
        JsonValueKind.Number => property.Value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw new SettingsException(origin, $"{property.Name}: a single value is expected"),
    };
}
