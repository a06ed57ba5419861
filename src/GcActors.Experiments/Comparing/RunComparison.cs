using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Comparing;

/// <summary>Two runs of one experiment, cell by cell.</summary>
public sealed record RunComparison
{
    /// <summary>Metrics of cells that both have.</summary>
    public required IReadOnlyList<ComparedValue> Values { get; init; }

    /// <summary>Which counters moved, by cell, largest relative change first.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<MovedCounter>> Moved { get; init; }

    /// <summary>What is not the same and might be the reason: commit, host, settings.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>What speaks against the comparison.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>By how much a ratio may differ from one for no reason, as a factor: the wider A/A interval of both; 1 where there is none.</summary>
    public required double NoiseFloor { get; init; }

    /// <summary>Counts of seeded runs, without intervals.</summary>
    public bool IsExact { get; init; }

    /// <exception cref="ExperimentFileException">They cannot be compared at all.</exception>
    public static RunComparison Of(RunFolder a, RunFolder b)
    {
        (Analysis before, Analysis after) = (AnalysisOf(a), AnalysisOf(b));
        string[] cells = [.. before.Experiment.Cells.Select(c => c.Name).Intersect(after.Experiment.Cells.Select(c => c.Name))];
        Sameness.RefuseOthers(a, b, before, after, cells);
        double floor = Math.Max(FloorOf(before), FloorOf(after));
        return new RunComparison
        {
            Values = [.. cells.SelectMany(cell => MetricsOf(before, after, cell).Select(metric => Compare(before, after, cell, metric, floor)))],
            Moved = cells.ToDictionary(cell => cell, cell => MovedCounter.Between(before, after, cell)),
            Differences = [.. Sameness.DifferencesOf(a, b)],
            Warnings = [.. Sameness.WarningsOf(a, b, before, after, cells), .. a.Missing.Select(m => $"A: {m}"), .. b.Missing.Select(m => $"B: {m}")],
            NoiseFloor = floor,
            IsExact = before.Experiment.File.IsExact,
        };
    }

    /// <summary>Times that are slower by at least a share, beyond interval and noise.</summary>
    public IEnumerable<ComparedValue> Regressions(double share) => Values.Where(value => value.Verdict == ComparedValue.Slower && value.Ratio >= 1 + share);

    private static Analysis AnalysisOf(RunFolder run) =>
        run.Analysis ?? throw new ExperimentFileException($"{run.Path}: cannot be compared: {string.Join("; ", run.Missing)}");

    private static IEnumerable<MetricDefinition> MetricsOf(Analysis before, Analysis after, string cell) => MetricsOf(before, cell)
        .Where(metric => MetricsOf(after, cell).Any(m => m.Name == metric.Name && m.Formula == metric.Formula));

    private static IReadOnlyList<MetricDefinition> MetricsOf(Analysis analysis, string cell) => analysis.Experiment.LanguageOf(CellOf(analysis, cell)).Metrics;

    private static ComparedValue Compare(Analysis before, Analysis after, string cell, MetricDefinition metric, double floor)
    {
        TableValue a = before.ValueOf(metric.Name, CellOf(before, cell));
        TableValue b = after.ValueOf(metric.Name, CellOf(after, cell));
        return before.Experiment.File.IsExact
            ? ComparedValue.Exact(cell, metric, a, b)
            : ComparedValue.Timed(cell, metric, a, b, floor, before.Experiment.Seed);
    }

    private static Cell CellOf(Analysis analysis, string name) => analysis.Experiment.Cells.First(cell => cell.Name == name);

    private static double FloorOf(Analysis analysis) => analysis.AaRatio() is { Estimate: { IsDefined: true } aa }
        ? Math.Exp(Math.Max(Math.Abs(Math.Log(aa.Low)), Math.Abs(Math.Log(aa.High))))
        : 1;
}
