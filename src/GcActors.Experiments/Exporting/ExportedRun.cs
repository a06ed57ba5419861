using System.Text.Json.Nodes;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Exporting;

/// <summary>What rows and manifest alone say: an export needs no experiment file.</summary>
/// <param name="Run">The folder.</param>
/// <param name="Tags">Factors and levels, by cell.</param>
/// <param name="Invocations">Timed ones with measured iterations, in the order of the log.</param>
internal sealed record ExportedRun(RunFolder Run, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Tags, IReadOnlyList<ExportedInvocation> Invocations)
{
    public static readonly IReadOnlyDictionary<string, string> NoTags = new Dictionary<string, string>();

    public static ExportedRun Of(RunFolder run)
    {
        var judge = new RowJudge(run.Rows);
        HashSet<string> valid = [.. judge.ValidRows().Select(row => row.Key)];
        return new ExportedRun(
            run,
            (run.Manifest?["cells"] as JsonArray ?? []).OfType<JsonObject>().ToDictionary(cell => cell["name"]?.ToString() ?? "", TagsOf),
            [.. run.Rows.Where(row => row.IsTimed && row.Iterations("wall_ns").Count > 0).Select(row => new ExportedInvocation(row, valid.Contains(row.Key), judge.Objection(row) ?? ""))]);
    }

    /// <summary>Those that count, by cell, in the order of the log.</summary>
    public IEnumerable<IGrouping<string, ResultRow>> CountedByCell() => Invocations.Where(i => i.Counts).Select(i => i.Row).GroupBy(row => row.Cell);

    private static IReadOnlyDictionary<string, string> TagsOf(JsonObject cell) =>
        (cell["tags"] as JsonObject)?.ToDictionary(tag => tag.Key, tag => tag.Value?.ToString() ?? "") ?? NoTags;
}

/// <param name="Row">Of the log.</param>
/// <param name="Counts">Whether the report uses it.</param>
/// <param name="Reason">Why not; else empty.</param>
internal sealed record ExportedInvocation(ResultRow Row, bool Counts, string Reason);
