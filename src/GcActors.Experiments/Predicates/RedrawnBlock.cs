using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Predicates;

/// <summary>One block with the iterations of each invocation drawn with replacement: the second level of the hierarchical bootstrap.</summary>
internal sealed class RedrawnBlock(SampleTable table, int block, SplitMix64 random) : ICellValues
{
    private readonly Dictionary<string, int[]> _drawn = [];
    private SplitMix64 _random = random;

    /// <summary>The generator after the draws, for the caller to go on with.</summary>
    public SplitMix64 Random => _random;

    public double Get(string cell, string quantity)
    {
        CellSample? sample = table.Find(cell, block);
        if (sample is null)
            return double.NaN;
        return sample.PerIteration.TryGetValue(quantity, out double[]? iterations) && iterations.Length > 0
            ? MedianOf(iterations, DrawFor(cell, iterations.Length))
            : sample.PerInvocation.GetValueOrDefault(quantity, double.NaN);
    }

    /// <summary>A cell that occurs twice in an expression keeps its draw, and so do its wall and its CPU time.</summary>
    private int[] DrawFor(string cell, int length)
    {
        if (_drawn.TryGetValue(cell, out int[]? drawn))
            return drawn;
        drawn = new int[length];
        for (int i = 0; i < length; i++)
            drawn[i] = _random.Below(length);
        _drawn[cell] = drawn;
        return drawn;
    }

    private static double MedianOf(double[] iterations, int[] drawn)
    {
        Span<double> scratch = drawn.Length <= 64 ? stackalloc double[drawn.Length] : new double[drawn.Length];
        for (int i = 0; i < drawn.Length; i++)
            scratch[i] = iterations[drawn[i]];
        return Median.OfScratch(scratch);
    }
}
