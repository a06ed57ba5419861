namespace GcActors.Experiments.Figures;

/// <param name="Title">Above.</param>
/// <param name="AxisLabel">Below, with the unit.</param>
/// <param name="Scale">Of the axis.</param>
/// <param name="ReferenceLine">Zero or one; always in sight.</param>
/// <param name="Least">Estimates below are written at the axis's end as an arrow and a number.</param>
public sealed record DotPlotPanel(string Title, string AxisLabel, AxisScale Scale, double ReferenceLine, double? Least = null);
