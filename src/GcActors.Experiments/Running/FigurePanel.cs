using GcActors.Experiments.Figures;

namespace GcActors.Experiments.Running;

/// <param name="Metric">What x is.</param>
/// <param name="Title">Above the panel.</param>
/// <param name="Scale">Of the axis.</param>
/// <param name="ReferenceLine">Zero or one, always visible.</param>
/// <param name="Least">Where the axis begins at the latest; values below are drawn at its end.</param>
public sealed record FigurePanel(string Metric, string Title, AxisScale Scale, double ReferenceLine, double? Least = null);
