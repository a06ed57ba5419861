using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GcActors.Tests.Running;

/// <summary>As much of JSON Schema (draft 7) as our schemas use.</summary>
internal sealed class SchemaCheck(JsonNode root)
{
    public IReadOnlyList<string> Problems(JsonNode? value) => [.. Problems(root.AsObject(), value, "")];

    private IEnumerable<string> Problems(JsonObject schema, JsonNode? value, string at)
    {
        if (schema["$ref"] is { } reference)
            return Problems(root["definitions"]![reference.ToString().Split('/')[^1]]!.AsObject(), value, at);
        return [.. OwnProblems(schema, value, at), .. (schema["allOf"] as JsonArray ?? []).SelectMany(part => Problems(part!.AsObject(), value, at))];
    }

    private IEnumerable<string> OwnProblems(JsonObject schema, JsonNode? value, string at)
    {
        string place = at.Length == 0 ? "/" : at;
        if (schema["type"] is { } type && !Types(type).Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && Types(type).Contains("number")))
            yield return $"{place}: {TypeOf(value)} instead of {string.Join(" or ", Types(type))}";
        if (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value)))
            yield return $"{place}: not one of {words.ToJsonString()}";
        if (schema["pattern"] is { } pattern && TypeOf(value) == "string" && !Regex.IsMatch(value!.ToString(), pattern.ToString()))
            yield return $"{place}: does not match {pattern}";
        if (schema["minimum"] is { } least && TypeOf(value) == "integer" && value!.GetValue<long>() < least.GetValue<long>())
            yield return $"{place}: less than {least}";
        if (schema["anyOf"] is JsonArray any && !any.Any(part => !Problems(part!.AsObject(), value, at).Any()))
            yield return $"{place}: fits none of anyOf";
        foreach (JsonNode? name in value is JsonObject ? schema["required"] as JsonArray ?? [] : [])
        {
            if (!value!.AsObject().ContainsKey(name!.ToString()))
                yield return $"{place}: '{name}' is missing";
        }

        foreach (string problem in value is JsonArray list && schema["items"] is JsonObject items
            ? list.SelectMany((item, index) => Problems(items, item, $"{at}/{index}")) : [])
            yield return problem;
        foreach (string problem in value is JsonObject map ? map.SelectMany(entry => OfEntry(schema, entry.Key, entry.Value, at)) : [])
            yield return problem;
    }

    private IEnumerable<string> OfEntry(JsonObject schema, string key, JsonNode? value, string at)
    {
        if (schema["properties"]?[key] is JsonObject own)
            return Problems(own, value, $"{at}/{key}");
        KeyValuePair<string, JsonNode?> pattern = (schema["patternProperties"] as JsonObject ?? []).FirstOrDefault(entry => Regex.IsMatch(key, entry.Key));
        if (pattern.Value is JsonObject matched)
            return Problems(matched, value, $"{at}/{key}");
        return schema["additionalProperties"] switch
        {
            JsonObject others => Problems(others, value, $"{at}/{key}"),
            JsonValue allowed when !allowed.GetValue<bool>() => [$"{(at.Length == 0 ? "/" : at)}: additional property '{key}'"],
            _ => [],
        };
    }

    private static string[] Types(JsonNode type) => type is JsonArray several ? [.. several.Select(one => one!.ToString())] : [type.ToString()];

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.AsValue().TryGetValue(out long _) ? "integer" : "number",
    };
}
