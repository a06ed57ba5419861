using System.Text.Json;
using System.Text.Json.Nodes;

namespace GcActors.Experiments.Conformance;

/// <summary>One line for each seed that is done, so that an interrupted run goes on where it was. What was not equal is tried again: somebody
/// may have mended it since.</summary>
internal sealed class FuzzLog
{
    private readonly string path;
    private readonly Dictionary<(ulong Seed, string Interpreter), string> known = [];

    /// <param name="path">Made when it does not exist. Lines of runs with another number of statements are left alone.</param>
    public FuzzLog(string path, int statements)
    {
        this.path = path;
        if (!File.Exists(path))
        {
            return;
        }

        foreach (string line in File.ReadLines(path))
        {
            Read(line, statements);
        }
    }

    /// <returns>The outcome's word, or null.</returns>
    public string? OutcomeOf(ulong seed, string interpreter) => known.GetValueOrDefault((seed, interpreter));

    public void Add(ulong seed, int statements, string interpreter, string outcome)
    {
        known[(seed, interpreter)] = outcome;
        JsonObject line = new() { ["seed"] = seed, ["statements"] = statements, ["interpreter"] = interpreter, ["outcome"] = outcome };
        File.AppendAllText(path, line.ToJsonString() + "\n");
    }

    // The last line of a run that was killed may be half a line.
    private void Read(string line, int statements)
    {
        try
        {
            JsonNode entry = JsonNode.Parse(line)!;
            string outcome = entry["outcome"]!.GetValue<string>();
            bool isSettled = outcome is FuzzOutcomes.Equal or FuzzOutcomes.NotApplicable;
            if (isSettled && entry["statements"]!.GetValue<int>() == statements)
            {
                known[(entry["seed"]!.GetValue<ulong>(), entry["interpreter"]!.GetValue<string>())] = outcome;
            }
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException)
        {
        }
    }
}
