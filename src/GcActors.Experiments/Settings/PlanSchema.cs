using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GcActors.Experiments.Settings;

/// <summary>The JSON Schema (draft 7, what editors read up to) of plan files, generated from <see cref="SettingsCatalog"/>.</summary>
public static class PlanSchema
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Generate() => new JsonObject
    {
        ["$schema"] = "http://json-schema.org/draft-07/schema#",
        ["title"] = "GcActors plan",
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = new JsonArray("summary", "source", "settings"),
        ["properties"] = new JsonObject
        {
            ["summary"] = Text("One line"),
            ["source"] = Text("System and version, paper or PEP that the plan models"),
            ["settings"] = Section(""),
            ["departures"] = new JsonObject
            {
                ["description"] = "Where the plan differs from the system that it models, one line each",
                ["type"] = "array",
                ["items"] = new JsonObject { ["type"] = "string" },
            },
        },
    }.ToJsonString(Readable) + "\n";

    private static JsonObject Text(string description) => new() { ["description"] = description, ["type"] = "string" };

    private static JsonObject Section(string prefix)
    {
        JsonObject properties = [];
        foreach (SettingDeclaration declaration in SettingsCatalog.All.Where(d => d.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            string[] rest = declaration.Key[prefix.Length..].Split('.');
            if (prefix.Length > 0 || !PlanLoader.TrialKeys.Contains(rest[0]))
            {
                properties[rest[0]] ??= rest.Length == 1 ? Leaf(declaration) : Section(prefix + rest[0] + ".");
            }
        }

        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private static JsonObject Leaf(SettingDeclaration declaration) => declaration.Kind switch
    {
        SettingKind.Flag => Described(declaration, "boolean", JsonValue.Create(declaration.Default == "true")),
        SettingKind.Number => NumberLeaf(declaration),
        _ => TextLeaf(declaration),
    };

    private static JsonObject NumberLeaf(SettingDeclaration declaration)
    {
        JsonObject leaf = Described(declaration, "integer", JsonNode.Parse(declaration.Default)!);
        leaf["minimum"] = declaration.Min;
        leaf["maximum"] = declaration.Max;
        return leaf;
    }

    private static JsonObject TextLeaf(SettingDeclaration declaration)
    {
        JsonObject leaf = Described(declaration, "string", JsonValue.Create(declaration.Default)!);
        if (declaration.Choices.Count > 0)
        {
            leaf["enum"] = new JsonArray([.. declaration.Choices.Select(c => (JsonNode)c)]);
        }

        return leaf;
    }

    private static JsonObject Described(SettingDeclaration declaration, string type, JsonNode fallback) =>
        new() { ["description"] = declaration.Description, ["type"] = type, ["default"] = fallback };
}
