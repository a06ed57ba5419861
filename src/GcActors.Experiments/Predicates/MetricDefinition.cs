namespace GcActors.Experiments.Predicates;

/// <summary>A named quantity of a cell.</summary>
/// <param name="Name">As predicates and figures use it.</param>
/// <param name="Unit">For axes and tables.</param>
/// <param name="Formula">Over raw quantities and other metrics of the same cell, or of the cell that differs in the named tags:
/// <c>(T - T[strategy=plain]) * mutators / operations</c>.</param>
/// <param name="Text">What it means.</param>
public sealed record MetricDefinition(string Name, string Unit, string Formula, string Text);
