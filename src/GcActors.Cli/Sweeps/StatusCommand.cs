using System.CommandLine;
using System.Text.Json.Nodes;
using GcActors.Cli.Output;
using GcActors.Experiments.Results;

namespace GcActors.Cli.Sweeps;

/// <summary><c>gcactors status</c>: how far a sweep is, from its files; no queue is asked.</summary>
internal static class StatusCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> folder = FolderArgument.Create();
        Option<bool> json = new("--json") { Description = "Print a JSON array" };
        Command command = new("status", "Say how far a sweep and each of its shards is") { folder, json };
        command.SetAction(parsed =>
        {
            Write(StoredRun.Open(parsed.GetRequiredValue(folder)), parsed.GetValue(json), context);
            return ExitCodes.Passed;
        });
        return command;
    }

    private static void Write(StoredRun run, bool json, CliContext context)
    {
        IReadOnlyList<ResultRow> rows = run.Rows();
        Dictionary<int, int> missing = run.Missing(rows).ToDictionary(part => part.Shard.Index, part => part.Keys.Count);
        JsonObject[] parts = [.. run.Parts().Select(part => Part(part.Shard, part.Log, missing[part.Shard.Index]))];
        if (json)
        {
            JsonText.Write(context, new JsonArray([.. parts]));
            return;
        }

        string[] columns = ["shard", "state", "done", "missing", "failed", "repeated", "last_started_utc", "node"];
        TextTable.Write(context, columns, [.. parts.Select(part => (IReadOnlyList<string>)[.. columns.Select(column => part[column]?.ToString() ?? "")])]);
    }

    private static JsonObject Part(Experiments.Running.Shard shard, string log, int missing)
    {
        IReadOnlyList<ResultRow> rows = TrialLog.Read(log);
        return new JsonObject
        {
            ["shard"] = shard.ToString(),
            ["state"] = TrialLog.IsBeingWritten(log) ? "running" : missing == 0 ? "done" : rows.Count == 0 ? "not begun" : "stopped",
            ["done"] = rows.Count(row => row.Round == 0),
            ["missing"] = missing,
            ["failed"] = rows.Count(row => !row.IsPassed),
            ["repeated"] = rows.Count(row => row.Round > 0 && row.IsTimed),
            ["last_started_utc"] = rows.Count == 0 ? null : rows[^1].Json["started_utc"]?.ToString(),
            ["node"] = rows.Count == 0 ? null : rows[^1].Json["node"]?.ToString(),
        };
    }
}
