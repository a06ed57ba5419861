using System.Text.Json;
using System.Text.Json.Nodes;

namespace GcActors.Experiments.Results;

/// <summary>Reads a log of trials without touching it: a run may still be writing, or have been killed while it wrote.</summary>
internal static class TrialLines
{
    /// <param name="file">The log; may be missing.</param>
    /// <param name="missing">Receives a sentence for each line that is no row.</param>
    public static IReadOnlyList<ResultRow> Read(string file, List<string> missing)
    {
        string name = Path.GetFileName(file);
        if (!File.Exists(file))
        {
            missing.Add($"{name} is missing: no invocation is recorded");
            return [];
        }

        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        string text = reader.ReadToEnd();
        string[] lines = text.Split('\n');
        if (lines[^1].Length > 0)
            missing.Add($"{name}:{lines.Length}: the last line is torn (the run was killed while it wrote, or still runs) and does not count");
        var rows = new Dictionary<string, ResultRow>();
        for (int i = 0; i < lines.Length - 1; i++)
        {
            ResultRow? row = Parse(lines[i]);
            if (row is null)
                missing.Add($"{name}:{i + 1}: not a row, does not count");
            else if (!rows.TryAdd(row.Key, row))
                missing.Add($"{name}:{i + 1}: {row.Key} occurs a second time, does not count");
        }

        return [.. rows.Values];
    }

    private static ResultRow? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject json && json["key"] is not null ? new ResultRow(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
