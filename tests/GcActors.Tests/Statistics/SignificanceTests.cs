using GcActors.Experiments.Statistics;
using Xunit;

namespace GcActors.Tests.Statistics;

public class SignificanceTests
{
    /// <summary>Four p-values by Holm's rule: 0.005·4, 0.01·3, 0.03·2, 0.04·1, each at least the one before.</summary>
    [Fact]
    public void Holm_steps_down()
    {
        IReadOnlyList<double> adjusted = Significance.Holm([0.01, 0.04, double.NaN, 0.03, 0.005]);
        Assert.Equal([0.03, 0.06, double.NaN, 0.06, 0.02], adjusted.Select(p => Math.Round(p, 12)));
        Assert.Equal([1, 1], Significance.Holm([0.9, 0.6]));
    }

    /// <summary>The interval of five blocks ends where the p-value is 0.05.</summary>
    [Fact]
    public void The_p_value_at_the_end_of_the_interval_is_a_twentieth()
    {
        Estimate estimate = IntervalEstimator.Estimate(FixedQuantity.OfBlocks(2, 2.2, 1.9, 2.1, 2.05), Scale.Logarithmic, IntervalMethod.ByBlockCount, 1);
        Assert.Equal(0.05, Significance.PValue(estimate, estimate.Low), 6);
        Assert.Equal(1, Significance.PValue(estimate, estimate.Value), 6);
    }

    /// <summary>Five blocks, s = 0.1 on the logarithm: (2.776445 + 0.940965)·0.1/√5 = 0.166247.</summary>
    [Fact]
    public void The_detectable_effect_of_five_blocks()
    {
        double[] logs = [-0.1, 0.1, -0.1, 0.1, 0];
        Estimate aa = IntervalEstimator.Estimate(
            FixedQuantity.OfBlocks([.. logs.Select(Math.Exp)]), Scale.Logarithmic, IntervalMethod.ByBlockCount, 1);
        Assert.Equal(Math.Exp(0.166247), DetectableEffect.Of(aa), 4);
    }

    [Fact]
    public void The_geometric_mean_of_ratios_takes_a_block_as_one_value()
    {
        var quantity = new GeometricMeanQuantity([FixedQuantity.OfBlocks(2, 2, 2), FixedQuantity.OfBlocks(8, 0.5, 2)]);
        Assert.Equal([4, 1, 2], Enumerable.Range(0, 3).Select(quantity.Observed).Select(v => Math.Round(v, 12)));
        Estimate estimate = IntervalEstimator.Estimate(quantity, Scale.Logarithmic, IntervalMethod.ByBlockCount, 1);
        Assert.Equal(2, estimate.Value, 9);
        Assert.True(estimate.Low < 2 && estimate.High > 2);
        Assert.Throws<ArgumentException>(() => new GeometricMeanQuantity([FixedQuantity.OfBlocks(1), FixedQuantity.OfBlocks(1, 2)]));
    }

    /// <summary>Walsh means of 1, 2, 12: 1, 1.5, 2, 6.5, 7, 12; their median is 4.25.</summary>
    [Fact]
    public void Hodges_and_lehmann_s_estimate()
    {
        Assert.Equal(4.25, HodgesLehmann.Of([1, 2, 12], Scale.Linear), 12);
        Assert.Equal(2, HodgesLehmann.Of([1, 2, 4], Scale.Logarithmic), 12);
    }
}
