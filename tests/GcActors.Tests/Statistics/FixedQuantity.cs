using GcActors.Experiments.Statistics;

namespace GcActors.Tests.Statistics;

/// <summary>Blocks of iterations given as they are.</summary>
internal sealed class FixedQuantity(params double[][] blocks) : IBlockQuantity
{
    public int Blocks => blocks.Length;

    public static FixedQuantity OfBlocks(params double[] values) => new([.. values.Select(v => new[] { v })]);

    public double Observed(int block) => Median.Of(blocks[block]);

    public double Redrawn(int block, ref SplitMix64 random)
    {
        Span<double> drawn = stackalloc double[blocks[block].Length];
        for (int i = 0; i < drawn.Length; i++)
            drawn[i] = blocks[block][random.Below(drawn.Length)];
        return Median.OfScratch(drawn);
    }
}
