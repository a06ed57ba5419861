using System.Diagnostics;
using System.Globalization;
using GcActors.Cli;
using GcActors.Experiments.Results;
using Xunit;

namespace GcActors.Tests.Running;

/// <summary>
/// Every experiment of the catalogue once from end to end, in real processes: its quick profile cut down to one block of one iteration. What is concluded from
/// so little is nothing; that each cell runs, and that report and figures come of it, is what this shows.
/// </summary>
public sealed class QuickPathTests : IDisposable
{
    private const string CutDown = """
        profiles:
          quick:
            blocks: 1
            repeat_within_s: 0
            settings: { measure.warmup_ms: 0, measure.warmup_iterations: 0, measure.iterations: 1 }

        """;

    private readonly TemporaryFolder _folder = new();

    /// <summary>The program's own build: the copy beside the tests lacks what their shared framework has, and traced trials need.</summary>
    private static string Program => AppContext.BaseDirectory.Replace("tests/GcActors.Tests/", "src/GcActors.Cli/", StringComparison.Ordinal) + "gcactors.dll";

    public static TheoryData<string> Experiments =>
        [.. Directory.GetDirectories(RunFixture.ShippedExperimentsFolder, "??-*").Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Experiments))]
    public void The_quick_path_comes_to_its_report(string name)
    {
        string folder = Shortened(name), results = _folder.New("results");

        (int exitCode, string said) = Run(folder, results);

        // One block concludes nothing; where a claim is exact it is settled, and holds.
        Assert.True(exitCode is ExitCodes.Passed or ExitCodes.Inconclusive, said);
        IReadOnlyList<ResultRow> rows = TrialLog.Read(Path.Combine(results, "trials.jsonl"));
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True((string?)row.Json["outcome"] is "passed" or null, row.Json.ToJsonString()));
        Assert.All(
            ["report.html", "report.md", "summary.csv", "verdict.json", "manifest.json", "experiment.yaml"],
            file => Assert.True(File.Exists(Path.Combine(results, file)), $"{file} is missing: {said}"));
    }

    private string Shortened(string name)
    {
        string original = Path.Combine(RunFixture.ShippedExperimentsFolder, name);
        bool isExact = File.ReadAllLines(Path.Combine(original, "experiment.yaml")).Contains("kind: exact");
        foreach (string scenario in Directory.GetFiles(original, "*.gcs"))
            _folder.File(Path.GetFileName(scenario), File.ReadAllText(scenario));
        string extends = string.Create(CultureInfo.InvariantCulture, $"extends: {Path.Combine(original, "experiment.yaml")}\n");
        return Path.GetDirectoryName(_folder.File("experiment.yaml", extends + (isExact ? "" : CutDown)))!;
    }

    private static (int ExitCode, string Said) Run(string experiment, string results)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Program, "run", experiment, "--out", results])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors + output.Result);
    }
}
