using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Comparing;

/// <summary>A metric of a cell in two runs.</summary>
/// <param name="Cell">Name.</param>
/// <param name="Metric">Name.</param>
/// <param name="Unit">Of the values.</param>
/// <param name="A">Before; NaN when there is none.</param>
/// <param name="B">After.</param>
/// <param name="Ratio">B / A; NaN when there is none.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Verdict">A word.</param>
/// <param name="Reason">Why it is inconclusive, or within noise although the interval is on one side of 1; else empty.</param>
public sealed record ComparedValue(
    string Cell, string Metric, string Unit, double A, double B, double Ratio, double Low, double High, string Verdict, string Reason)
{
    public const string Faster = "faster";
    public const string Slower = "slower";
    public const string WithinNoise = "within noise";
    public const string Inconclusive = "inconclusive";

    internal static ComparedValue Timed(string cell, MetricDefinition metric, TableValue a, TableValue b, double floor, ulong seed)
    {
        var none = new ComparedValue(cell, metric.Name, metric.Unit, a.Estimate.Value, b.Estimate.Value, double.NaN, double.NaN, double.NaN, Inconclusive, "");
        if (!a.IsConclusive || !b.IsConclusive)
            return none with { Reason = string.Join("; ", new[] { ("A", a), ("B", b) }.Where(side => !side.Item2.IsConclusive).Select(side => $"{side.Item1}: {side.Item2.Reason}")) };
        if (IndependentRatio.Of(a.Estimate.BlockValues, b.Estimate.BlockValues, seed) is not { } ratio)
            return none with { Reason = "a block's value is not above zero, so there is no ratio" };
        bool isOneSided = ratio.Low > 1 || ratio.High < 1;
        bool isBeyondNoise = Math.Max(ratio.Value, 1 / ratio.Value) > floor;
        return none with
        {
            Ratio = ratio.Value,
            Low = ratio.Low,
            High = ratio.High,
            Verdict = isOneSided && isBeyondNoise ? WordOf(metric.Unit, ratio.Value) : WithinNoise,
            Reason = isOneSided && !isBeyondNoise ? $"the same cell twice differs by up to {NumberText.Number(floor)} ×" : "",
        };
    }

    /// <summary>Counts of seeded runs: any difference is one.</summary>
    internal static ComparedValue Exact(string cell, MetricDefinition metric, TableValue a, TableValue b)
    {
        double ratio = b.Estimate.Value / a.Estimate.Value;
        string verdict = !a.Estimate.IsDefined || !b.Estimate.IsDefined ? Inconclusive : a.Estimate.Value == b.Estimate.Value ? "equal" : WordOf(metric.Unit, ratio);
        return new ComparedValue(cell, metric.Name, metric.Unit, a.Estimate.Value, b.Estimate.Value, ratio, ratio, ratio, verdict, verdict == Inconclusive ? "no value" : "");
    }

    private static string WordOf(string unit, double ratio)
    {
        bool isTime = unit == "ns" || unit.StartsWith("ns ", StringComparison.Ordinal) || unit is "ms" or "s";
        return (isTime, ratio > 1) switch
        {
            (true, true) => Slower,
            (true, false) => Faster,
            (false, true) => "more",
            _ => "less",
        };
    }
}
