using System.Text.Json;
using GcActors.Telemetry.Files;

namespace GcActors.Telemetry.Sending;

/// <summary>Reads what <c>file:DIR</c>, or a Collector, has written. What a line holds is seen from its one member, so any name of a file will do.</summary>
public static class OtlpLines
{
    private static readonly string[] s_names = [FilePipeline.TracesName, FilePipeline.MetricsName];

    private static readonly Dictionary<string, string> s_paths = new(StringComparer.Ordinal)
    {
        ["resourceSpans"] = "/v1/traces",
        ["resourceMetrics"] = "/v1/metrics",
        ["resourceLogs"] = "/v1/logs",
    };

    /// <summary>The files of a folder, spans before the metrics whose exemplars lead to them; or the one file.</summary>
    /// <exception cref="InvalidDataException">There is nothing to read.</exception>
    public static IReadOnlyList<string> FilesOf(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? [path] : throw new InvalidDataException($"{path}: no such file or folder");
        }

        string[] files = [.. s_names.Select(name => Path.Combine(path, name)).Where(File.Exists)];
        return files.Length > 0 ? files : throw new InvalidDataException($"{path}: neither {string.Join(" nor ", s_names)} is there");
    }

    /// <summary>All whole lines. A last one without an end that is no JSON was torn when its writer was killed, and is left out.</summary>
    /// <param name="torn">Called with the number of a torn line.</param>
    /// <exception cref="InvalidDataException">A line is no OTLP JSON.</exception>
    public static IEnumerable<OtlpLine> Read(string file, Action<int> torn)
    {
        int number = 0;
        using StreamReader reader = new(file);
        while (reader.ReadLine() is { } text)
        {
            number++;
            if (text.Length == 0)
            {
                continue;
            }

            if (PathOf(text, out string problem) is { } path)
            {
                yield return new OtlpLine(file, number, path, text);
            }
            else if (reader.EndOfStream && !EndsWithNewline(file))
            {
                torn(number);
            }
            else
            {
                throw new InvalidDataException($"{file}:{number}: {problem}");
            }
        }
    }

    private static string? PathOf(string text, out string problem)
    {
        problem = "";
        try
        {
            using var json = JsonDocument.Parse(text);
            foreach (JsonProperty member in json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.EnumerateObject() : default)
            {
                if (s_paths.TryGetValue(member.Name, out string? path))
                {
                    return path;
                }
            }

            problem = $"not OTLP JSON: none of {string.Join(", ", s_paths.Keys)} is in it";
        }
        catch (JsonException e)
        {
            problem = $"not JSON: {e.Message}";
        }

        return null;
    }

    private static bool EndsWithNewline(string file)
    {
        using FileStream stream = File.OpenRead(file);
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() == '\n';
    }
}
