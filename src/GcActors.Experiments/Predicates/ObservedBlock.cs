using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Predicates;

/// <summary>The medians of one block, as measured.</summary>
internal sealed class ObservedBlock(SampleTable table, int block) : ICellValues
{
    public double Get(string cell, string quantity)
    {
        CellSample? sample = table.Find(cell, block);
        if (sample is null)
            return double.NaN;
        return sample.PerIteration.TryGetValue(quantity, out double[]? iterations) && iterations.Length > 0
            ? Median.Of(iterations)
            : sample.PerInvocation.GetValueOrDefault(quantity, double.NaN);
    }
}
