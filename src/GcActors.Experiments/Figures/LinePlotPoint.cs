namespace GcActors.Experiments.Figures;

/// <param name="Series">Index.</param>
/// <param name="Cell">Name, for tooltip and data file.</param>
/// <param name="X">Place.</param>
/// <param name="Y">With its interval.</param>
/// <param name="Expected">By a formula; NaN when there is none.</param>
public sealed record LinePlotPoint(int Series, string Cell, double X, PlotValue Y, double Expected);
