namespace GcActors.Experiments.Running;

/// <summary>
/// Blocks end before their number is reached when the named intervals are narrow enough. It looks at widths only: to stop when a claim happens to be decided would make
/// false claims likelier (Armitage, McPherson and Rowe 1969). Blocks stay complete, so ratios within a block stay what they are; the blocks that a quiet machine saves
/// are what a noisy one spends.
/// </summary>
/// <param name="LeastBlocks">Before so many, nothing is looked at.</param>
/// <param name="HalfWidths">By expression: half of its 95 % interval as a share of its value, at most.</param>
public sealed record UntilRule(int LeastBlocks, IReadOnlyDictionary<string, double> HalfWidths)
{
    /// <summary>For the hash of the plan.</summary>
    public string Text => string.Join(' ', [$"{LeastBlocks}", .. HalfWidths.Select(width => FormattableString.Invariant($"{width.Key}: {width.Value}"))]);
}
