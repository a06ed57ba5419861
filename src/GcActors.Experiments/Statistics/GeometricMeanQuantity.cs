namespace GcActors.Experiments.Statistics;

/// <summary>
/// The geometric mean of several ratios of one block: what <see cref="IntervalEstimator"/> then gives on <see cref="Scale.Logarithmic"/> is the geometric mean over ratios and blocks
/// with its interval. Only ratios may be averaged so, and the ratios stand beside it (Fleming and Wallace, CACM 29, 1986).
/// </summary>
/// <param name="ratios">Of the same blocks; at least one.</param>
public sealed class GeometricMeanQuantity(IReadOnlyList<IBlockQuantity> ratios) : IBlockQuantity
{
    public int Blocks { get; } = ratios.Select(ratio => ratio.Blocks).Distinct().Count() == 1
        ? ratios[0].Blocks
        : throw new ArgumentException("ratios of the same blocks are averaged, at least one", nameof(ratios));

    public double Observed(int block) => Math.Exp(ratios.Average(ratio => Math.Log(ratio.Observed(block))));

    public double Redrawn(int block, ref SplitMix64 random)
    {
        double sum = 0;
        foreach (IBlockQuantity ratio in ratios)
            sum += Math.Log(ratio.Redrawn(block, ref random));
        return Math.Exp(sum / ratios.Count);
    }
}
