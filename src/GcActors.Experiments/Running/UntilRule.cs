namespace GcActors.Experiments.Running;

/// <summary>
/// A cell is left out of later blocks when none of the named intervals that it is part of need be narrower; a cell that no interval names has its least blocks. It looks at
/// widths only: to stop when a claim happens to be decided would make false claims likelier (Armitage, McPherson and Rowe 1969). Cells of one interval go on together, so
/// ratios within a block stay what they are; the time that quiet cells save is what the noisy ones get.
/// </summary>
/// <param name="LeastBlocks">Before so many, nothing is looked at.</param>
/// <param name="HalfWidths">By expression: half of its 95 % interval as a share of its value, at most.</param>
public sealed record UntilRule(int LeastBlocks, IReadOnlyDictionary<string, double> HalfWidths)
{
    /// <summary>For the hash of the plan.</summary>
    public string Text => string.Join(' ', [$"{LeastBlocks}", .. HalfWidths.Select(width => FormattableString.Invariant($"{width.Key}: {width.Value}"))]);
}
