using OpenTelemetry.Resources;

namespace GcActors.Telemetry.Printing;

/// <summary>A resource on one line: what a reader needs to find the trial again.</summary>
internal static class ResourceText
{
    private const int ShortCommit = 7;

    public static string Of(Resource resource)
    {
        Dictionary<string, object> attributes = new(resource.Attributes, StringComparer.Ordinal);
        string? Text(string key) => attributes.TryGetValue(key, out object? value) ? $"{value}" : null;
        List<string> parts = [$"{Text("service.name")} {Text("service.version")}".Trim()];
        Add(parts, "trial", Text("service.instance.id"));
        Add(parts, "commit", Text("vcs.ref.head.revision") is { Length: > ShortCommit } commit ? commit[..ShortCommit] : null);
        Add(parts, "host", Text("host.name"));
        Add(parts, "pid", Text("process.pid"));
        return string.Join(" · ", parts);
    }

    private static void Add(List<string> parts, string word, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            parts.Add($"{word} {value}");
        }
    }
}
