using GcActors.Experiments.Running;
using Xunit;

namespace GcActors.Tests.Running;

public sealed class LevelOrderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, "0")]
    [InlineData(3, "000")]
    [InlineData(5, "01010")]
    [InlineData(9, "021202120")]
    public void Ends_and_middle_come_first_and_gaps_are_halved(int count, string ranks) =>
        Assert.Equal(ranks, string.Concat(Enumerable.Range(0, count).Select(index => LevelOrder.RankOf(index, count))));

    [Fact]
    public void The_first_block_begins_with_the_shape_and_the_others_are_wholly_random()
    {
        var plan = new InvocationPlan(Resolve("blocks: 40"), new VerbatimSettings());
        Assert.All(Levels(plan.Block(0)).Take(6), level => Assert.Contains(level, new[] { "0", "10", "100" }));
        Assert.Equal(["5", "5", "50", "50"], Levels(plan.Block(0)).Skip(6).Order());
        string[] tenth = [.. Enumerable.Range(1, 39).Select(block => Levels(plan.Block(block)).First()).Distinct()];
        Assert.Equal(5, tenth.Length);
    }

    [Fact]
    public void Exact_cells_come_in_the_order_of_the_file_but_for_the_gaps()
    {
        var plan = new InvocationPlan(Resolve("trial_limit_s: 9", "kind: exact\n"), new VerbatimSettings());
        Assert.Equal(["0", "10", "100", "0", "10", "100", "5", "50", "5", "50"], Levels(plan.Block(0)));
    }

    private static IEnumerable<string> Levels(IReadOnlyList<Invocation> block) =>
        block.Where(i => i.Kind == InvocationKind.Timed).Select(i => i.Settings["workload.hot_percent"]);

    private Experiment Resolve(string profile, string kind = "") => ExperimentResolver.Resolve(
        ExperimentFileReader.Read(_folder.File("experiment.yaml", kind + $$"""
            id: test
            revision: 1
            title: A test
            question: In which order?
            seed: 1
            base: { workload: hot }
            matrix:
              s: { setting: counting.strategy, values: [atomic, biased] }
              hot: { setting: workload.hot_percent, values: [0, 5, 10, 50, 100] }
            profiles: { quick: { {{profile}} } }
            metrics: { T: { unit: ns, formula: wall_ns, says: time } }
            predicates: { P1: { text: "T[atomic, 0] > 0", says: time passes } }
            """)), "quick", new Dictionary<string, string>(), 2);
}
