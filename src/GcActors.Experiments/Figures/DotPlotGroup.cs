namespace GcActors.Experiments.Figures;

public sealed record DotPlotGroup(string Label, IReadOnlyList<DotPlotRow> Rows);
