namespace GcActors.Experiments.Statistics;

/// <summary>A quantity with one value a block, for instance the ratio of two cells. Knows the invocations behind it, not the statistics.</summary>
public interface IBlockQuantity
{
    int Blocks { get; }

    /// <summary>The value from the medians of all iterations.</summary>
    double Observed(int block);

    /// <summary>The value from iterations drawn with replacement inside each invocation; cells that occur twice are drawn once.</summary>
    double Redrawn(int block, ref SplitMix64 random);
}
