using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Running;

/// <summary>Remembers, for each comparison, the work of the first invocation that agreed with the closed form (gate G4).</summary>
internal sealed class SameWorkBook(Experiment experiment)
{
    private readonly Dictionary<string, WorkTotals> _first = [];
    private readonly Dictionary<string, Cell> _cells = experiment.Cells.ToDictionary(cell => cell.Name);

    public IReadOnlyList<WorkTotals> ExpectedOf(ResultRow row)
    {
        var expected = new List<WorkTotals>();
        if (KnownTotals.Of(row.Settings) is { } known)
            expected.Add(known);
        if (GroupOf(row) is { } group && _first.TryGetValue(group, out WorkTotals? first))
            expected.Add(first);
        return expected;
    }

    /// <summary>Call for each row in the order of the log, so that a resumed run judges by the same first invocation.</summary>
    public void Learn(ResultRow row)
    {
        if (row.IsTimed && row.IsPassed && row.Gate(Gates.SameWork) != false && GroupOf(row) is { } group)
            _first.TryAdd(group, WorkTotals.Of(row, $"{row.Cell} in block {row.Block}"));
    }

    private string? GroupOf(ResultRow row) => _cells.GetValueOrDefault(row.Cell) is { } cell && experiment.IsTwin(cell) ? ProgramOf(cell) : TagsOf(row);

    /// <summary>Of twins that run the same program; with doses it may be another.</summary>
    private static string ProgramOf(Cell twin) => string.Join('/', twin.Settings.Where(setting => setting.Key == "mutators" || setting.Key.StartsWith("workload", StringComparison.Ordinal))
        .OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key}={setting.Value}").Prepend("twins"));

    private string? TagsOf(ResultRow row) => experiment.File.SameWorkBy.Count > 0 && _cells.TryGetValue(row.Cell, out Cell? cell)
        ? string.Join('/', experiment.File.SameWorkBy.Select(tag => cell.Tags.GetValueOrDefault(tag, "")))
        : null;
}
