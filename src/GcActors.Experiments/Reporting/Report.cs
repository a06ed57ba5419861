using GcActors.Experiments.Results;

namespace GcActors.Experiments.Reporting;

/// <summary>The report of a run in its order: question, verdict, figure, split, table, claims, threats, collector, A/A, host, method, provenance, repetition.</summary>
/// <param name="Title">Of the page.</param>
/// <param name="Blocks">Top to bottom.</param>
internal sealed record Report(string Title, IReadOnlyList<ReportBlock> Blocks)
{
    public static Report Of(RunFolder run)
    {
        string title = run.Analysis is { } analysis ? $"{analysis.Experiment.File.Title} ({analysis.Experiment.Extent})"
            : run.Manifest?["title"]?.ToString() is { } recorded ? recorded : Path.GetFileName(Path.GetFullPath(run.Path));
        return new Report(title,
        [
            .. QuestionPart.Of(run),
            .. SplitPart.Of(run),
            .. ResultsPart.Of(run),
            .. ThreatsPart.Of(run),
            .. CollectorPart.Of(run),
            .. OriginPart.Of(run),
        ]);
    }
}
