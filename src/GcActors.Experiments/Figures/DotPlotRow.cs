namespace GcActors.Experiments.Figures;

public sealed record DotPlotRow(string Label, IReadOnlyList<DotPlotMark> Marks);
