using GcActors.Experiments.Statistics;

namespace GcActors.Tests.Statistics;

/// <summary>Sweeps whose truth is known: each block has a log-normal effect, each iteration in it log-normal noise.</summary>
/// <param name="Ratio">The truth.</param>
/// <param name="BlockDeviation">Of a block's effect, on the logarithm.</param>
/// <param name="IterationDeviation">Of an iteration within its block, on the logarithm.</param>
internal sealed record SimulatedSweeps(double Ratio, double BlockDeviation, double IterationDeviation)
{
    private const int Iterations = 6;

    public FixedQuantity Draw(int blocks, Random random) => new([.. Enumerable.Range(0, blocks).Select(_ =>
    {
        double block = Math.Log(Ratio) + (BlockDeviation * Gauss(random));
        return Enumerable.Range(0, Iterations).Select(_ => Math.Exp(block + (IterationDeviation * Gauss(random)))).ToArray();
    })]);

    /// <summary>Share of the sweeps whose 95 % interval contains the truth.</summary>
    public double Coverage(int sweeps, int blocks, Func<FixedQuantity, ulong, Estimate> estimate)
    {
        int covered = 0;
        Parallel.For(0, sweeps, sweep =>
        {
            Estimate found = estimate(Draw(blocks, new Random((sweep * 31) + blocks)), (ulong)sweep);
            if (found.Low <= Ratio && Ratio <= found.High)
                Interlocked.Increment(ref covered);
        });
        return (double)covered / sweeps;
    }

    /// <summary>Box–Muller.</summary>
    public static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
