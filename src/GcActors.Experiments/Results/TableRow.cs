namespace GcActors.Experiments.Results;

/// <param name="Cell">Name.</param>
/// <param name="Tags">In tag order.</param>
/// <param name="Values">One a column.</param>
/// <param name="ValidBlocks">Blocks that count.</param>
/// <param name="PlannedBlocks">Blocks that were wanted of the cell.</param>
public sealed record TableRow(
    string Cell, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<TableValue> Values, int ValidBlocks, int PlannedBlocks);
