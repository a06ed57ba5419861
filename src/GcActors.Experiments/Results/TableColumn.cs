namespace GcActors.Experiments.Results;

/// <param name="Metric">Name.</param>
/// <param name="Unit"><c>ns</c>, <c>share</c>, …; decides how <see cref="NumberText"/> writes it.</param>
/// <param name="Says">What it means.</param>
public sealed record TableColumn(string Metric, string Unit, string Says);
