using System.Text.Json.Nodes;

namespace GcActors.Tests.Telemetry;

/// <summary>A file of JSON Lines, read strictly: every line is whole.</summary>
internal static class JsonFile
{
    public static IReadOnlyList<JsonNode> Lines(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    public static IEnumerable<JsonNode> Spans(string path) => Lines(path).SelectMany(line => line["resourceSpans"]!.AsArray())
        .SelectMany(resource => resource!["scopeSpans"]!.AsArray())
        .SelectMany(scope => scope!["spans"]!.AsArray())!;
}
