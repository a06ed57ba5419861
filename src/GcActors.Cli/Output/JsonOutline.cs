using System.Text.Json.Nodes;

namespace GcActors.Cli.Output;

/// <summary>A JSON object for people: a table of dotted names and values.</summary>
internal static class JsonOutline
{
    public static void Write(CliContext context, JsonObject json) =>
        TextTable.Write(context, ["name", "value"], [.. Rows("", json)]);

    private static IEnumerable<string[]> Rows(string name, JsonNode? node)
    {
        string prefix = name.Length == 0 ? "" : name + ".";
        return node switch
        {
            JsonObject map => map.SelectMany(member => Rows(prefix + member.Key, member.Value)),
            JsonArray list when list.Any(item => item is JsonObject) => list.SelectMany((item, index) => Rows($"{prefix}{index}", item)),
            JsonArray list => [[name, string.Join(", ", list.Select(item => item?.ToString() ?? "-"))]],
            _ => [[name, node?.ToString() ?? "-"]],
        };
    }
}
