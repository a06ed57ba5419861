namespace GcActors.Experiments.Running;

/// <summary>Rule A7: one cell twice under two names; what the sweep cannot tell from 1 here it cannot tell anywhere.</summary>
/// <param name="Name">Name of the second.</param>
/// <param name="Of">Tags of the cell that is doubled.</param>
public sealed record CellDouble(string Name, IReadOnlyDictionary<string, string> Of);
