using MathNet.Numerics.Distributions;

namespace GcActors.Experiments.Statistics;

/// <summary>
/// The hierarchical bootstrap of a mean over blocks: blocks with replacement, then iterations inside each drawn block. Seeded, so that the same data
/// give the same interval.
/// </summary>
/// <remarks>
/// <para>The plain form is wrong twice, as the test of coverage shows with 1,000 simulated sweeps: the percentile interval of n blocks is too narrow (90 %
/// instead of 95 % at n = 10), and drawing iterations too adds their noise to block values that have it already (99 % where blocks differ by
/// nothing else).</para>
/// <para>Both are repaired as in Davison and Hinkley, <i>Bootstrap Methods and Their Application</i> (1997), section 3.8: drawn block values are shrunken
/// to their mean, c² = n/(n − 1)·(1 − w), where w is the share of the block variance that iterations explain, so that a resampled mean
/// has the variance s²/n that it should have. The quantiles are those at which a normal variable reaches Student's t with n − 1 degrees of freedom (Hesterberg,
/// <i>What Teachers Should Know About the Bootstrap</i>, The American Statistician 69, 2015: the expanded percentile interval). Coverage is then 93 to 97 % from 10 blocks on,
/// whatever the noise is made of.</para>
/// </remarks>
/// <param name="values">One a block, on the scale of averaging.</param>
/// <param name="mean">Of the values.</param>
/// <param name="deviation">Standard deviation of the values, with n − 1.</param>
/// <param name="redraw">The value of a block from iterations drawn anew; null: iterations are not drawn.</param>
internal sealed class TwoLevelBootstrap(double[] values, double mean, double deviation, TwoLevelBootstrap.Redraw? redraw)
{
    private const int PilotRedraws = 50;

    public delegate double Redraw(int block, ref SplitMix64 random);

    /// <param name="upperTail">0.975 for an interval of 95 %.</param>
    /// <param name="resamples">How many means are drawn.</param>
    /// <param name="seed">Of all draws.</param>
    public (double Low, double High) Interval(double upperTail, int resamples, ulong seed)
    {
        var random = new SplitMix64(seed);
        (double blockFactor, double iterationFactor) = Factors(ref random);
        var means = new double[resamples];
        for (int i = 0; i < resamples; i++)
            means[i] = ResampledMean(blockFactor, iterationFactor, ref random);
        Array.Sort(means);
        double tail = Normal.CDF(0, 1, StudentT.InvCDF(0, 1, values.Length - 1, 1 - upperTail));
        return (Quantile.OfSorted(means, tail), Quantile.OfSorted(means, 1 - tail));
    }

    private double ResampledMean(double blockFactor, double iterationFactor, ref SplitMix64 random)
    {
        double sum = 0;
        for (int k = 0; k < values.Length; k++)
        {
            int block = random.Below(values.Length);
            sum += blockFactor * (values[block] - mean);
            if (iterationFactor > 0)
                sum += iterationFactor * (redraw!(block, ref random) - values[block]);
        }

        return mean + (sum / values.Length);
    }

    /// <summary>What deviations of blocks and of redrawn iterations are multiplied by, so that the variance of their sum is the blocks' own.</summary>
    private (double Block, double Iteration) Factors(ref SplitMix64 random)
    {
        double n = values.Length;
        double blockVariance = deviation * deviation;
        double iterationVariance = redraw is null || blockVariance == 0 ? 0 : IterationVariance(ref random);
        if (iterationVariance == 0)
            return (Math.Sqrt(n / (n - 1)), 0);
        double share = Math.Min(1, iterationVariance / blockVariance);
        return (Math.Sqrt(n / (n - 1) * (1 - share)), Math.Sqrt(share * blockVariance / iterationVariance));
    }

    /// <summary>Variance of a block's value when its iterations are drawn anew, over all blocks.</summary>
    private double IterationVariance(ref SplitMix64 random)
    {
        double sum = 0;
        for (int i = 0; i < values.Length * PilotRedraws; i++)
        {
            int block = i % values.Length;
            double difference = redraw!(block, ref random) - values[block];
            sum += difference * difference;
        }

        return sum / (values.Length * PilotRedraws);
    }
}
