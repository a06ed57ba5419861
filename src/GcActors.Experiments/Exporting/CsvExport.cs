using System.Text;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Exporting;

/// <summary>Tidy: one line a measured iteration, also of invocations that do not count, with the reason.</summary>
internal static class CsvExport
{
    public static string Write(ExportedRun run)
    {
        string[] tags = [.. run.Tags.Values.SelectMany(t => t.Keys).Distinct()];
        var text = new StringBuilder(CsvText.Line(
            ["cell", .. tags, "block", "round", "order_index", "counts", "reason", "iteration", "wall_ns", "cpu_ns", "steps", "increments", "decrements", "overlap_share"]));
        foreach (ExportedInvocation invocation in run.Invocations)
        {
            ResultRow row = invocation.Row;
            IReadOnlyDictionary<string, string> levels = run.Tags.GetValueOrDefault(row.Cell, ExportedRun.NoTags);
            (IReadOnlyList<double> cpu, IReadOnlyList<double> steps) = (row.Iterations("cpu_ns"), row.Iterations("steps"));
            IReadOnlyList<double> wall = row.Iterations("wall_ns");
            for (int i = 0; i < wall.Count; i++)
            {
                text.Append(CsvText.Line(
                [
                    row.Cell, .. tags.Select(tag => levels.GetValueOrDefault(tag)), row.Block, row.Round, row.Number("order_index"), invocation.Counts, invocation.Reason, i,
                    wall[i], At(cpu, i), At(steps, i), row.Number("increments"), row.Number("decrements"), row.Overlap,
                ]));
            }
        }

        return text.ToString();
    }

    private static double? At(IReadOnlyList<double> values, int i) => i < values.Count ? values[i] : null;
}
