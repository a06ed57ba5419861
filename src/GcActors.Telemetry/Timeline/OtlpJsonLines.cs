using System.Text.Json;

namespace GcActors.Telemetry.Timeline;

/// <summary>
/// Reads spans from OTLP files in JSON Lines: one <c>TracesData</c> a line. Lines of metrics and logs are passed over. The last line may be torn, as a killed
/// process leaves it; any other line that cannot be read is an error.
/// </summary>
public static class OtlpJsonLines
{
    private static readonly string[] s_extensions = [".jsonl", ".json", ".ndjson"];

    /// <summary>A file, or all files of a folder with the format's usual extensions, by name.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged; names the file and the line.</exception>
    public static IReadOnlyList<TimelineSpan> Read(string path)
    {
        List<TimelineSpan> spans = [];
        try
        {
            foreach (string file in FilesOf(path))
            {
                ReadFile(file, spans);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: cannot be read: {e.Message}", e);
        }

        return spans;
    }

    private static string[] FilesOf(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? [path] : throw new InvalidDataException($"{path}: no such file or folder");
        }

        string[] files = [.. Directory.EnumerateFiles(path)
            .Where(file => s_extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new InvalidDataException($"{path}: no OTLP files ({string.Join(", ", s_extensions)}) in it");
    }

    private static void ReadFile(string file, List<TimelineSpan> spans)
    {
        using StreamReader reader = new(file);
        int number = 0;
        for (string? line = reader.ReadLine(); line != null; number++)
        {
            string? next = reader.ReadLine();
            if (!string.IsNullOrWhiteSpace(line))
            {
                ReadLine(file, number + 1, line, isLast: next == null, spans);
            }

            line = next;
        }
    }

    private static void ReadLine(string file, int number, string line, bool isLast, List<TimelineSpan> spans)
    {
        int before = spans.Count;
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            spans.AddRange(OtlpSpans.Of(document.RootElement));
        }
        catch (JsonException) when (isLast)
        {
            spans.RemoveRange(before, spans.Count - before);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            throw new InvalidDataException($"{file}, line {number}: not an OTLP line: {e.Message}", e);
        }
    }
}
