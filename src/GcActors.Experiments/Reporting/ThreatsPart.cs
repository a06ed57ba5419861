using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Reporting;

/// <summary>What speaks against believing it: noise, gates, what was left out and why.</summary>
internal static class ThreatsPart
{
    private const double MostOtherCores = 0.05;
    private const double MostSteal = 0.005;

    public static IEnumerable<ReportBlock> Of(RunFolder run)
    {
        yield return new ReportHeading("Threats to validity");
        string[] threats = [.. General(run), .. Noise(run)];
        yield return threats.Length > 0 ? new ReportList(threats) : new ReportParagraph("None was noticed.");
        if (run.Analysis is not { } analysis || analysis.Excluded.Count == 0)
            yield break;
        yield return new ReportTable(
            ["excluded for", "invocations", "for instance"],
            [.. analysis.Excluded.GroupBy(e => e.Reason.Split(':')[0]).OrderByDescending(g => g.Count())
                .Select(IReadOnlyList<ReportCell> (g) => [g.Key, $"{g.Count()}", g.First().Reason])]);
        yield return new ReportDetails("With and without what was excluded", [WithAndWithout(analysis)]);
        yield return new ReportDetails(
            $"All {Words.Times(analysis.Excluded.Count, "excluded invocation")}",
            [new ReportTable(["cell", "block", "round", "reason"], [.. analysis.Excluded.Select(IReadOnlyList<ReportCell> (e) =>
                [e.Row.Cell, $"{e.Row.Block}", $"{e.Row.Round}", e.Reason])])]);
    }

    /// <summary>Cells that lost invocations, from those that count and from the first that came to their end.</summary>
    private static ReportTable WithAndWithout(Analysis analysis)
    {
        HashSet<string> touched = [.. analysis.Excluded.Select(e => e.Row.Cell)];
        IEnumerable<IReadOnlyList<ReportCell>> rows =
            from cell in analysis.Experiment.Cells.Where(cell => touched.Contains(cell.Name))
            from metric in analysis.Experiment.LanguageOf(cell).Metrics
            let value = analysis.ValueOf(metric.Name, cell)
            select (IReadOnlyList<ReportCell>)
                [cell.Name, metric.Name, Words.Value(value, metric.Unit), Words.Value(new TableValue(value.WithExcluded, "", ""), metric.Unit)];
        return new ReportTable(["cell", "metric", "what counts", "with what was excluded"], [.. rows], FirstNumber: 2);
    }

    private static IEnumerable<string> General(RunFolder run)
    {
        if (run.Analysis is { } analysis)
        {
            string[] lacking = [.. analysis.Experiment.Cells.Where(analysis.LacksBlocks).Select(c => c.Name)];
            if (lacking.Length > 0)
                yield return $"{lacking.Length} of {analysis.Experiment.Cells.Count} cells lack blocks, so what uses them is inconclusive: {string.Join("; ", lacking)}";
            foreach (string line in LeftOut.Lines(analysis.Experiment.LeftOut))
                yield return line;
            if (analysis.Experiment.IsTracedOnDemand)
                yield return "all trials were traced: their times do not count";
        }

        if (run.Manifest?["dirty"]?.ToString() == "true")
            yield return "the working tree differed from its commit";
        if (run.Host?["cpu"]?["hypervisor"]?.ToString() == "true")
            yield return "a hypervisor is below: other guests cannot be seen";
        if (run.Host?["cpu"]?["governor"]?.ToString() is { Length: > 0 } governor && governor != "performance")
            yield return $"the clock's governor is '{governor}', so the frequency may move";
        if (run.Rows.Select(row => row.Json["commit"]?.ToString()).Distinct().Count() > 1)
            yield return "rows come from several commits";
        if (run.Rows.Select(row => row.Json["host_hash"]?.ToString()).Distinct().Count() > 1)
            yield return "rows come from several hosts";
    }

    /// <summary>Flags of timed rows, counted or not: how many and how bad.</summary>
    private static IEnumerable<string> Noise(RunFolder run)
    {
        if (run.Analysis?.Experiment.File.IsExact != false)
            yield break;
        ResultRow[] timed = [.. run.Rows.Where(row => row.IsTimed)];
        foreach ((string what, string key, double limit) in new[]
        {
            ("other processes took more than 0.05 core", "other_cpu_cores", MostOtherCores), ("the hypervisor took more than 0.5 % of a core", "steal_cores", MostSteal),
            (".NET collected garbage in the window", "host_collections", 0), ("pages were read from disk", "major_faults", 0),
        })
        {
            double[] above = [.. timed.Select(row => row.Host(key)).OfType<double>().Where(value => value > limit)];
            if (above.Length > 0)
                yield return $"{what} in {above.Length} of {timed.Length} invocations (median of these {NumberText.Number(Median.Of(above))}, worst {NumberText.Number(above.Max())})";
        }

        double[] overlaps = [.. timed.Select(row => row.Overlap).OfType<double>()];
        if (overlaps.Length > 0 && overlaps.Min() < 0.9)
            yield return $"the least overlap of mutators was {NumberText.Number(overlaps.Min())}; gate G1 voids what it must (1: each had its core all the time)";
        double[] loads = [.. run.Rows.Select(row => row.Number("load_before")).OfType<double>()];
        if (loads.Length > 0 && loads.Max() > 1)
            yield return $"load before invocations was up to {NumberText.Number(loads.Max())}, {NumberText.Number(Median.Of(loads))} in the middle";
    }
}
