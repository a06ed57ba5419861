using System.Text.Json.Nodes;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using Xunit;

namespace GcActors.Tests.Running;

/// <summary>Cells that a build cannot run are left out and named, with the claims that speak of them; nothing else may be wrong with them.</summary>
public sealed class LeftOutTests : IDisposable
{
    private const string Text = """
        id: test
        revision: 1
        title: A test
        question: Does it go without?
        seed: 1
        base: { workload: hot, workload.hot_percent: "0", mutators: "1", counting.strategy: atomic }
        matrix:
          r: { setting: runtime, values: [threads, akka] }
        cells: { lone: { tags: { p: stream }, settings: { runtime: akka } } }
        profiles: { quick: { blocks: 2 } }
        metrics: { T: { unit: ns, formula: wall_ns / steps, says: time } }
        predicates:
          P1: { text: "T[threads] > 0", says: time passes }
          P2: { text: "ratio(T[akka], T[threads]) < 2", says: not much more }
          P3: { text: "T[p=stream] > 0", says: for a message too }
        verdict: "{T[threads]:ns}"
        """;

    private const string Reason = "this build has no such thing";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cells_and_the_claims_that_speak_of_them_are_left_out_and_named()
    {
        Experiment experiment = Resolve(Text, LacksAkka);

        Assert.Equal(["threads"], experiment.Cells.Select(cell => cell.Name));
        Assert.Equal(["P1"], experiment.Predicates.Select(p => p.Spec.Id));
        Assert.Equal(
            [("cell", "akka"), ("cell", "lone"), ("claim", "P2"), ("claim", "P3")], experiment.LeftOut.Select(one => (one.Kind, one.Name)).Order());
        Assert.Equal(
            [$"left out: cells akka; lone: {Reason}", "left out: claims P2; P3: it speaks of a cell that is left out"], LeftOut.Lines(experiment.LeftOut));
    }

    [Fact]
    public void A_build_that_has_all_leaves_nothing_out()
    {
        Experiment experiment = Resolve(Text, _ => null);

        Assert.Equal(3, experiment.Cells.Count);
        Assert.Equal(3, experiment.Predicates.Count);
        Assert.Empty(experiment.LeftOut);
    }

    [Fact]
    public void A_misspelt_claim_is_an_error_all_the_same()
    {
        string text = Text.Replace("T[akka], T[threads]", "T[aka], T[threads]", StringComparison.Ordinal);

        Assert.Contains("P2", Assert.Throws<ExperimentFileException>(() => Resolve(text, LacksAkka)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_left_the_reason_is_the_error()
    {
        string text = Text.Replace("values: [threads, akka]", "values: [akka]", StringComparison.Ordinal);

        Assert.EndsWith(Reason, Assert.Throws<ExperimentFileException>(() => Resolve(text, LacksAkka)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_run_and_what_is_read_from_its_folder_say_so()
    {
        var notes = new Notes();
        string path = _folder.New("out");
        ExperimentResult result = ExperimentRunner.Run(new ExperimentRunOptions
        {
            ExperimentPath = _folder.File("experiment.yaml", Text),
            Out = path,
            Invoker = new SyntheticMachine(),
            Settings = new WithoutAkka(),
            Progress = notes,
            Cores = 2,
            IsOptimisedBuild = true,
        });

        Assert.Equal(4, result.LeftOut.Count);
        Assert.Equal(LeftOut.Lines(result.LeftOut), notes.All);
        Assert.Contains($"left out: cells akka; lone: {Reason}", File.ReadAllText(Path.Combine(path, "report.md")), StringComparison.Ordinal);
        Assert.Equal(4, JsonNode.Parse(File.ReadAllText(Path.Combine(path, "verdict.json")))!["left_out"]!.AsArray().Count);
        Experiment stored = StoredRun.Open(path).Experiment;
        Assert.Equal(result.LeftOut, stored.LeftOut);
        Assert.Equal(["threads"], stored.Cells.Select(cell => cell.Name));
    }

    private static string? LacksAkka(Cell cell) => cell.Settings["runtime"] == "akka" ? Reason : null;

    private Experiment Resolve(string text, Func<Cell, string?> whyMissing) => ExperimentResolver.Resolve(
        ExperimentFileReader.Read(_folder.File("experiment.yaml", text)), "quick", new Dictionary<string, string>(), cores: 2, whyMissing: whyMissing);

    private sealed class WithoutAkka : ISettingsResolver
    {
        private readonly VerbatimSettings _verbatim = new();

        public IReadOnlyDictionary<string, string> Resolve(IReadOnlyDictionary<string, string> settings) => _verbatim.Resolve(settings);

        public string? WhyMissing(IReadOnlyDictionary<string, string> settings) => settings["runtime"] == "akka" ? Reason : null;

        public string TrialId(IReadOnlyDictionary<string, string> resolved) => _verbatim.TrialId(resolved);
    }

    private sealed class Notes : IRunProgress
    {
        public List<string> All { get; } = [];

        public void Started(Invocation invocation, int done, int total, TimeSpan? left)
        {
        }

        public void Ended(Invocation invocation, ResultRow row)
        {
        }

        public void Note(string message) => All.Add(message);
    }
}
