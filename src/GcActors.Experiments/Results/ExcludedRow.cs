namespace GcActors.Experiments.Results;

/// <param name="Row">A timed row that does not count.</param>
/// <param name="Reason">The outcome or the gate, with the value judged.</param>
public sealed record ExcludedRow(ResultRow Row, string Reason);
