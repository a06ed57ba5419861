using GcActors.Experiments.Running;
using Xunit;

namespace GcActors.Tests.Running;

public sealed class ExperimentFileTests : IDisposable
{
    private const string Text = """
        id: test
        revision: 1
        title: A test
        question: Does it read?
        seed: 1
        base: { workload: hot, workload.steps: 1_000 }
        matrix:
          s: { levels: { plain: { counting.strategy: racing-pinned }, atomic: { counting.strategy: atomic } } }
          M: { setting: mutators, values: [1, 2] }
        exclude: [{ s: plain, M: 2 }]
        cells: { lone: { tags: { s: lone }, settings: { workload: churn } } }
        profiles:
          quick: { blocks: 2 }
          full: { blocks: 3, levels: { M: up-to-cores } }
        metrics: { T: { unit: ns, formula: wall_ns, says: time } }
        predicates: { P1: { text: "T[atomic, 1] > 0", says: time passes } }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_matrix_expands_in_order_with_its_exclusions_and_the_cells_beside_it()
    {
        Experiment experiment = Resolve(Text, "quick", 2);
        Assert.Equal(["plain,M=1", "atomic,M=1", "atomic,M=2", "lone"], experiment.Cells.Select(c => c.Name));
        Assert.Equal("1000", experiment.Cells[0].Settings["workload.steps"]);
        Assert.Equal("churn", experiment.Cells[3].Settings["workload"]);
    }

    [Fact]
    public void Mutators_go_up_to_the_cores_of_the_machine() =>
        Assert.Equal(["1", "2", "4", "6"], Resolve(Text, "full", 6).Cells.Where(c => c.Tags["s"] == "atomic").Select(c => c.Settings["mutators"]));

    [Fact]
    public void A_setting_given_by_hand_lies_over_every_cell_but_a_factor_cannot_be_given()
    {
        ExperimentFile file = Read(Text);
        Experiment experiment = ExperimentResolver.Resolve(file, "quick", new Dictionary<string, string> { ["workload.steps"] = "8" }, 2);
        Assert.All(experiment.Cells, cell => Assert.Equal("8", cell.Settings["workload.steps"]));
        var factor = new Dictionary<string, string> { ["mutators"] = "3" };
        Assert.Contains("is a factor", Assert.Throws<ExperimentFileException>(() => ExperimentResolver.Resolve(file, "quick", factor, 2)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("revision: 1", "revison: 1", ":2:1: unknown key 'revison' (did you mean 'revision'?)")]
    [InlineData("quick: { blocks: 2 }", "quick: { blocks: many }", ":13:20: a whole number of at least 1 is expected instead of 'many'")]
    [InlineData("says: time passes", "when: never, says: x", "'when' is quick, full or both, not 'never'")]
    [InlineData("seed: 1", "seed: [1]", ":5:7: a text or a number is expected")]
    [InlineData("title: A test", "id: again", "Duplicate key")]
    [InlineData("matrix:", "matrix: [", ":")]
    public void A_mistake_is_named_with_its_place(string right, string wrong, string message) =>
        Assert.Contains(message, Assert.Throws<ExperimentFileException>(() => Read(Text.Replace(right, wrong, StringComparison.Ordinal))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("T[atomic, 1] > 0", "T[atomic, 3] > 0", "predicate P1: column 1")]
    [InlineData("blocks: 2", "blocks: 2, levels: { s: [atmic] }", "factor 's' has no level 'atmic' (did you mean 'atomic'?)")]
    public void A_mistake_in_a_claim_or_level_shows_before_the_run(string right, string wrong, string message) =>
        Assert.Contains(message, Assert.Throws<ExperimentFileException>(() =>
            Resolve(Text.Replace(right, wrong, StringComparison.Ordinal), "quick", 2)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_path_without_an_experiment_is_one_clear_line() =>
        Assert.EndsWith("there is no experiment file", Assert.Throws<ExperimentFileException>(() => ExperimentFileReader.Read(_folder.New("none")))
            .Message, StringComparison.Ordinal);

    [Fact]
    public void Every_experiment_in_the_repository_reads_in_both_profiles()
    {
        foreach (string folder in Directory.GetDirectories(RunFixture.ShippedExperimentsFolder, "??-*"))
        {
            ExperimentFile file = ExperimentFileReader.Read(folder);
            Assert.Equal(Path.GetFileName(folder), file.Id);
            Assert.All(file.Profiles.Keys, profile => ExperimentResolver.Resolve(file, profile, new Dictionary<string, string>(), 8));
        }
    }

    private ExperimentFile Read(string text) => ExperimentFileReader.Read(_folder.File("experiment.yaml", text));

    private Experiment Resolve(string text, string profile, int cores) =>
        ExperimentResolver.Resolve(Read(text), profile, new Dictionary<string, string>(), cores);
}
