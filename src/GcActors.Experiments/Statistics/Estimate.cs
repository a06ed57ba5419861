namespace GcActors.Experiments.Statistics;

/// <summary>An effect with its 95 % interval, or the reason why there is none.</summary>
/// <param name="Value">Geometric or arithmetic mean over blocks.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Scale">Scale on which the blocks were averaged.</param>
/// <param name="BlockValues">One value a block, in block order.</param>
/// <param name="BlockDeviation">Standard deviation of the block values on <paramref name="Scale"/>: what planning needs.</param>
/// <param name="Undefined">Why there is no interval; null when there is one.</param>
public sealed record Estimate(
    double Value, double Low, double High, Scale Scale, IReadOnlyList<double> BlockValues, double BlockDeviation, string? Undefined = null)
{
    public bool IsDefined => Undefined is null;

    public static Estimate Without(string reason, Scale scale, IReadOnlyList<double> blockValues) =>
        new(double.NaN, double.NaN, double.NaN, scale, blockValues, double.NaN, reason);
}
