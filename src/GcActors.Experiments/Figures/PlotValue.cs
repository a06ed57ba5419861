using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Figures;

/// <summary>An estimate in the units of its axis.</summary>
/// <param name="Value">NaN when there is none.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Reason">Why it is inconclusive, hence hollow; empty when it is not.</param>
public sealed record PlotValue(double Value, double Low, double High, string Reason)
{
    public bool IsConclusive => Reason.Length == 0;

    public bool IsDefined => double.IsFinite(Value);

    public static PlotValue Of(Analysis analysis, MetricDefinition metric, Cell cell)
    {
        TableValue value = analysis.ValueOf(metric.Name, cell);
        double factor = MetricScale.FactorOf(metric);
        return new PlotValue(value.Estimate.Value * factor, value.Estimate.Low * factor, value.Estimate.High * factor, value.Reason);
    }

    /// <summary>For a tooltip.</summary>
    public string Says(string name)
    {
        string value = NumberText.Number(Value);
        string text = !IsDefined ? $"{name}: no value"
            : Low == High || !double.IsFinite(High - Low) ? $"{name}: {value}"
            : $"{name}: {value} [{NumberText.Number(Low)}, {NumberText.Number(High)}]";
        return IsConclusive ? text : $"{text}, inconclusive: {Reason}";
    }
}
