using GcActors.Experiments.Statistics;
using Xunit;

namespace GcActors.Tests.Statistics;

/// <summary>Of 1,000 simulated sweeps 93 to 97 % of the 95 % intervals must contain the truth (their share is known to ±1.4 %). Fewer resamples than a
/// report takes: the ends of one interval move, coverage does not.</summary>
public class CoverageTests
{
    private const int Sweeps = 1000;
    private const int FewResamples = 400;

    /// <summary>Blocks differ more than iterations, as in contended cells; as much; and not at all, where the plain hierarchical bootstrap is far too wide.</summary>
    public static TheoryData<int, double, double> Cases()
    {
        var cases = new TheoryData<int, double, double>();
        foreach (int blocks in new[] { 5, 10, 20, 30 })
        {
            cases.Add(blocks, 0.3, 0.05);
            cases.Add(blocks, 0.05, 0.1);
            cases.Add(blocks, 0, 0.1);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_interval_of_a_ratio_covers_the_truth_as_often_as_it_says(int blocks, double blockDeviation, double iterationDeviation)
    {
        var truth = new SimulatedSweeps(1.4, blockDeviation, iterationDeviation);
        double coverage = truth.Coverage(Sweeps, blocks,
            (sweep, seed) => IntervalEstimator.Estimate(sweep, Scale.Logarithmic, IntervalMethod.ByBlockCount, seed, FewResamples));
        Assert.InRange(coverage, 0.93, 0.97);
    }

    /// <summary>Slopes: blocks only.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(20)]
    public void The_interval_of_a_fitted_value_covers_the_truth_as_often_as_it_says(int blocks)
    {
        double coverage = new SimulatedSweeps(1.4, 0.1, 0.02).Coverage(Sweeps, blocks,
            (sweep, seed) => IntervalEstimator.Estimate(sweep, Scale.Linear, IntervalMethod.BootstrapOverBlocks, seed, FewResamples));
        Assert.InRange(coverage, 0.93, 0.97);
    }

    /// <summary>What the estimator did before: were this to pass too, the test above would tell nothing.</summary>
    [Fact]
    public void The_plain_percentile_bootstrap_would_be_caught()
    {
        double ofBlocks = new SimulatedSweeps(1.4, 0.3, 0.05).Coverage(Sweeps, 10, PlainPercentile);
        double ofIterations = new SimulatedSweeps(1.4, 0, 0.1).Coverage(Sweeps, 10, PlainPercentile);
        Assert.True(ofBlocks < 0.93, $"{ofBlocks}");
        Assert.True(ofIterations > 0.97, $"{ofIterations}");
    }

    private static Estimate PlainPercentile(FixedQuantity sweep, ulong seed)
    {
        var random = new SplitMix64(seed);
        var means = new double[FewResamples];
        for (int i = 0; i < means.Length; i++)
        {
            for (int k = 0; k < sweep.Blocks; k++)
                means[i] += Math.Log(sweep.Redrawn(random.Below(sweep.Blocks), ref random)) / sweep.Blocks;
        }

        Array.Sort(means);
        return new Estimate(1, Math.Exp(Quantile.OfSorted(means, 0.025)), Math.Exp(Quantile.OfSorted(means, 0.975)), Scale.Logarithmic, [], 0);
    }
}
