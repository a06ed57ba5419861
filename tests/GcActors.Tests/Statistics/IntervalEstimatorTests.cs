using GcActors.Experiments.Statistics;
using Xunit;

namespace GcActors.Tests.Statistics;

public class IntervalEstimatorTests
{
    [Fact]
    public void Five_blocks_use_students_t_on_logarithms()
    {
        double[] values = [2, 2.2, 1.9, 2.1, 2.05];
        Estimate estimate = Of(FixedQuantity.OfBlocks(values), Scale.Logarithmic);
        double mean = values.Average(v => Math.Log(v));
        double s = Math.Sqrt(values.Sum(v => Math.Pow(Math.Log(v) - mean, 2)) / 4);
        Assert.Equal(Math.Exp(mean), estimate.Value, 9);
        Assert.Equal(Math.Exp(mean - (2.776445 * s / Math.Sqrt(5))), estimate.Low, 5);
        Assert.Equal(Math.Exp(mean + (2.776445 * s / Math.Sqrt(5))), estimate.High, 5);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bootstrap_and_another_seed_nearly_the_same()
    {
        FixedQuantity quantity = Normal(new Random(7), 20, 6, 0.05, 0.02);
        Assert.Equal(Of(quantity, Scale.Linear).Low, Of(quantity, Scale.Linear).Low);
        Estimate other = IntervalEstimator.Estimate(quantity, Scale.Linear, IntervalMethod.ByBlockCount, 99);
        Assert.InRange(other.Low / Of(quantity, Scale.Linear).Low, 0.99, 1.01);
    }

    [Fact]
    public void A_ratio_without_a_logarithm_is_undefined_and_says_where()
    {
        Estimate estimate = Of(FixedQuantity.OfBlocks(1, 2, -0.5, 1), Scale.Logarithmic);
        Assert.False(estimate.IsDefined);
        Assert.Contains("block 2", estimate.Undefined, StringComparison.Ordinal);
        Assert.Equal(4, estimate.BlockValues.Count);
    }

    [Fact]
    public void One_block_has_no_interval() => Assert.False(Of(FixedQuantity.OfBlocks(1), Scale.Linear).IsDefined);

    [Fact]
    public void Planning_asks_for_more_blocks_the_nearer_the_bound()
    {
        Estimate estimate = Of(FixedQuantity.OfBlocks(0.9, 1.1, 1.3, 0.95, 1.2), Scale.Linear);
        int? near = BlockPlanning.BlocksToSettle(estimate, 1.05);
        int? far = BlockPlanning.BlocksToSettle(estimate, 1.0);
        Assert.True(near > far && far > 5);
        Assert.Null(BlockPlanning.BlocksToSettle(estimate, estimate.Value));
    }

    private static Estimate Of(FixedQuantity quantity, Scale scale) =>
        IntervalEstimator.Estimate(quantity, scale, IntervalMethod.ByBlockCount, 1);

    private static FixedQuantity Normal(Random random, int blocks, int iterations, double betweenBlocks, double within) =>
        new([.. Enumerable.Range(0, blocks).Select(_ =>
        {
            double block = 1 + (betweenBlocks * SimulatedSweeps.Gauss(random));
            return Enumerable.Range(0, iterations).Select(_ => block + (within * SimulatedSweeps.Gauss(random))).ToArray();
        })]);
}
