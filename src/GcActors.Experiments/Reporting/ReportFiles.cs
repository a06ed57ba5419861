using GcActors.Experiments.Results;

namespace GcActors.Experiments.Reporting;

/// <summary><c>report.html</c> and <c>report.md</c> of a results folder.</summary>
public static class ReportFiles
{
    public const string Html = "report.html";
    public const string Markdown = "report.md";

    /// <returns>Both paths.</returns>
    public static IReadOnlyList<string> Write(RunFolder run)
    {
        Report report = Report.Of(run);
        return [WriteOne(run, Html, HtmlReport.Write(report)), WriteOne(run, Markdown, MarkdownReport.Write(report))];
    }

    private static string WriteOne(RunFolder run, string name, string content)
    {
        ResultsFolder.Write(run.Path, name, content);
        return Path.Combine(run.Path, name);
    }
}
