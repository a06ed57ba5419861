using GcActors.Experiments.Running;
using Xunit;

namespace GcActors.Tests.Running;

public class InvocationPlanTests
{
    private static readonly string Folder = Path.Combine(RunFixture.ExperimentsFolder, "01-the-cost-of-thread-safe-counting");

    [Fact]
    public void Every_block_runs_every_cell_once_between_two_canaries()
    {
        Experiment experiment = Resolve();
        IReadOnlyList<Invocation> block = new InvocationPlan(experiment, new VerbatimSettings()).Block(3);
        Assert.Equal(Invocation.CanaryFirst, block[0].Cell);
        Assert.Equal(Invocation.CanaryLast, block[^1].Cell);
        Assert.Equal(experiment.Cells.Select(c => c.Name).Order(), block.Skip(1).SkipLast(1).Select(i => i.Cell).Order());
        Assert.Equal(Enumerable.Range(0, block.Count), block.Select(i => i.OrderIndex));
    }

    [Fact]
    public void The_order_follows_from_the_seed_and_differs_from_block_to_block()
    {
        Assert.Equal(OrderOf(Resolve(), 2), OrderOf(Resolve(), 2));
        Assert.NotEqual(OrderOf(Resolve(), 1), OrderOf(Resolve(), 2));
        Assert.NotEqual(OrderOf(Resolve(), 2), OrderOf(Resolve(seed: 5), 2));
    }

    [Fact]
    public void The_extra_environment_is_drawn_from_0_to_4095_bytes()
    {
        var plan = new InvocationPlan(Resolve(), new VerbatimSettings());
        int[] bytes = [.. Enumerable.Range(0, 5).SelectMany(plan.Block).Where(i => i.Kind == InvocationKind.Timed).Select(i => i.EnvironmentBytes)];
        Assert.All(bytes, b => Assert.InRange(b, 0, 4095));
        Assert.True(bytes.Distinct().Count() > 70);
    }

    private static string OrderOf(Experiment experiment, int block) =>
        string.Join(' ', new InvocationPlan(experiment, new VerbatimSettings()).Block(block).Select(i => i.Cell));

    private static Experiment Resolve(ulong? seed = null) =>
        ExperimentResolver.Resolve(ExperimentFileReader.Read(Folder), "quick", new Dictionary<string, string>(), 2, seed);
}
