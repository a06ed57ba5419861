using System.Text.Json.Nodes;
using GcActors.Cli;
using GcActors.Cli.Sweeps;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;
using Xunit;

namespace GcActors.Tests.Running;

/// <summary>
/// Every experiment of the catalogue once from its file to its report: its quick profile cut down to one block of one iteration, on real runtimes. What is
/// concluded from so little is nothing; that each cell runs, and that report and figures come of it, is what this shows. One process serves all cells, because
/// starting one takes longer than what is run in it; <see cref="KillTests"/> has them apart.
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

    public static TheoryData<string> Experiments =>
        [.. Directory.GetDirectories(RunFixture.ShippedExperimentsFolder, "??-*").Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Experiments))]
    public void The_quick_path_comes_to_its_report(string name)
    {
        string experiment = Shortened(name), results = _folder.New("results");

        ExperimentResult result = Run(experiment, results);

        // One block concludes nothing; a claim that counts is settled, and holds.
        Assert.All(result.Verdicts, verdict => Assert.True(verdict.Truth != Truth.False || !IsExact(name), verdict.ToString()));
        IReadOnlyList<ResultRow> rows = TrialLog.Read(Path.Combine(results, "trials.jsonl"));
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True(row.IsPassed, row.Json.ToJsonString()));
        Assert.All(
            ["report.html", "report.md", "summary.csv", "verdict.json", "manifest.json", "experiment.yaml"],
            file => Assert.True(File.Exists(Path.Combine(results, file)), $"{file} is missing"));
        Assert.Equal(HasFigures(name), Directory.Exists(Path.Combine(results, "figures")));
    }

    private static string Original(string name) => Path.Combine(RunFixture.ShippedExperimentsFolder, name, "experiment.yaml");

    private static bool IsExact(string name) => File.ReadAllLines(Original(name)).Contains("kind: exact");

    private static bool HasFigures(string name) => File.ReadAllLines(Original(name)).Any(line => line is "figures:" or "split:");

    private string Shortened(string name)
    {
        foreach (string scenario in Directory.GetFiles(Path.GetDirectoryName(Original(name))!, "*.gcs"))
            _folder.File(Path.GetFileName(scenario), File.ReadAllText(scenario));
        return Path.GetDirectoryName(_folder.File("experiment.yaml", $"extends: {Original(name)}\n{(IsExact(name) ? "" : CutDown)}"))!;
    }

    private static ExperimentResult Run(string experiment, string results)
    {
        var context = new CliContext { In = TextReader.Null, Out = TextWriter.Null, Error = TextWriter.Null };
        var scenarios = new ScenarioTrials(context, experiment, []);
        bool isExact = ExperimentFileReader.Read(experiment).IsExact;
        return ExperimentRunner.Run(
            new ExperimentRunOptions
            {
                ExperimentPath = experiment,
                Out = results,
                Invoker = new TracedInvoker(isExact ? new InProcessInvoker(context, scenarios) : new ChildInThisProcess(context)),
                Settings = new HeapMultiples(new CellSettings(context, scenarios), results, false, context),
                Cores = context.Cores,
                CommandLine = "gcactors run",
            },
            CancellationToken.None);
    }

    /// <summary>What a child does, without the child.</summary>
    private sealed class ChildInThisProcess(CliContext context) : ITrialInvoker
    {
        public JsonObject Invoke(Invocation invocation, CancellationToken cancellation)
        {
            using StringReader settings = new(FlatSettingsJson.Write(invocation.Settings).ToJsonString());
            using StringWriter row = new();
            ChildProcess.Run(context with { In = settings, Out = row });
            return JsonNode.Parse(row.ToString())!.AsObject();
        }
    }
}
