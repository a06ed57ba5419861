namespace GcActors.Experiments.Figures;

/// <param name="Panel">Index.</param>
/// <param name="Series">Index.</param>
/// <param name="Cell">Name, for tooltip and data file.</param>
/// <param name="Value">Estimate; NaN when there is none.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="BlockValues">Drawn as points.</param>
/// <param name="Reason">Why it is inconclusive, hence hollow; empty when it is not.</param>
public sealed record DotPlotMark(
    int Panel, int Series, string Cell, double Value, double Low, double High, IReadOnlyList<double> BlockValues, string Reason)
{
    /// <summary>Where a claim says that it lies; null: no claim is about it alone.</summary>
    public PredictedBand? Predicted { get; init; }

    public bool IsConclusive => Reason.Length == 0;
}
