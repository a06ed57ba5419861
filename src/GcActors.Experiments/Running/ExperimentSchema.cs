using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GcActors.Experiments.Settings;

namespace GcActors.Experiments.Running;

/// <summary>The JSON Schema (draft 7) of experiment files, from the keys that the reader accepts and the settings that there are.</summary>
public static class ExperimentSchema
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Generate()
    {
        JsonObject schema = Mapping(ExperimentKeys.File);
        JsonNode required = schema["required"]!.DeepClone();
        schema.Remove("required");
        schema["properties"]![ExperimentDocument.ExtendsKey] = new JsonObject
        {
            ["description"] = "A file, relative to this one, over which this one is laid; an empty value takes an entry away", ["type"] = "string",
        };
        schema["anyOf"] = new JsonArray(
            new JsonObject { ["required"] = new JsonArray(ExperimentDocument.ExtendsKey) }, new JsonObject { ["required"] = required });
        schema["definitions"] = Definitions();
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = "GcActors experiment",
        }.With(schema).ToJsonString(Readable) + "\n";
    }

    private static JsonObject Definitions() => new()
    {
        ["kind"] = Words("timed", "exact"),
        ["when"] = Words("quick", "full", "both"),
        ["scalar"] = Typed("string", "number", "boolean"),
        ["words"] = new JsonObject { ["type"] = "array", ["items"] = Ref("scalar") },
        ["texts"] = MapTo("scalar"),
        ["levels"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["anyOf"] = new JsonArray(Ref("scalar"), Ref("words")) } },
        ["exclude"] = new JsonObject { ["type"] = "array", ["items"] = Ref("levels") },
        ["whole"] = new JsonObject { ["description"] = "Digits may be grouped: 5_040_000", ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "integer", ["minimum"] = 0 }, new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9_]+$" }) },
        ["settings"] = Settings(),
        ["factor"] = Mapping(ExperimentKeys.Factor),
        ["cell"] = Mapping(ExperimentKeys.Cell),
        ["split"] = Mapping(ExperimentKeys.Split),
        ["aa_pair"] = Mapping(ExperimentKeys.AaPair),
        ["profiles"] = Mapping(ExperimentKeys.Profiles),
        ["profile"] = Mapping(ExperimentKeys.TimedProfile),
        ["until"] = Mapping(ExperimentKeys.Until),
        ["metric"] = Mapping(ExperimentKeys.Metric),
        ["predicate"] = Mapping(ExperimentKeys.Predicate),
        ["figure"] = new JsonObject { ["description"] = "Its keys depend on its kind", ["type"] = "object" },
    };

    private static JsonObject Mapping(IReadOnlyList<ExperimentKey> keys)
    {
        var mapping = new JsonObject
        {
            ["type"] = Nullable("object"),
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)Described(key)))),
        };
        // What is required may come from the file that is extended, at any depth.
        if (ReferenceEquals(keys, ExperimentKeys.File))
            mapping["required"] = new JsonArray([.. keys.Where(key => key.IsRequired).Select(key => (JsonNode)key.Name)]);
        return mapping;
    }

    private static JsonObject Described(ExperimentKey key) => new JsonObject { ["description"] = key.Says }.With(OfType(key.Type));

    private static JsonObject OfType(string type) => type switch
    {
        "string" or "number" or "boolean" => Typed(type),
        _ when type.EndsWith("-map", StringComparison.Ordinal) => MapTo(type[..^"-map".Length]),
        _ => new JsonObject { ["allOf"] = new JsonArray(Ref(type)) },
    };

    /// <summary>Scalars of any type: YAML reads <c>1_000</c>, <c>3x</c> and <c>"off"</c> as each editor thinks best.</summary>
    private static JsonObject Settings() => new()
    {
        ["type"] = Nullable("object"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(SettingsCatalog.All.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)new JsonObject
        {
            ["description"] = $"{setting.Description} ({setting.Expected}; default {setting.Default})",
            ["anyOf"] = new JsonArray(Ref("scalar")),
        }))),
        ["patternProperties"] = new JsonObject { ["^(workload|scenario|touch)\\."] = Ref("scalar"), ["^(canary|probe\\.messages)$"] = Ref("scalar") },
    };

    private static JsonObject MapTo(string definition) => new()
    {
        ["type"] = Nullable("object"), ["additionalProperties"] = new JsonObject { ["anyOf"] = new JsonArray(Ref(definition), Typed("null")) },
    };

    private static JsonArray Nullable(string type) => [type, "null"];

    private static JsonObject Words(params string[] words) => new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };

    private static JsonObject Typed(params string[] types) =>
        new() { ["type"] = types is [var one] ? one : new JsonArray([.. types.Select(type => (JsonNode)type)]) };

    private static JsonObject Ref(string definition) => new() { ["$ref"] = $"#/definitions/{definition}" };

    private static JsonObject With(this JsonObject first, JsonObject second)
    {
        foreach ((string key, JsonNode? value) in second)
            first[key] = value?.DeepClone();
        return first;
    }
}
