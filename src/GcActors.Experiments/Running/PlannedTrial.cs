namespace GcActors.Experiments.Running;

/// <summary>A line of a dry run.</summary>
/// <param name="Invocation">What would run.</param>
/// <param name="StartsAfterS">By the profile's estimate of an invocation.</param>
public sealed record PlannedTrial(Invocation Invocation, double StartsAfterS)
{
    /// <summary>By dotted key: where the experiment gives the value; absent: the plan's, or the default.</summary>
    public IReadOnlyDictionary<string, string> Origins { get; init; } = new Dictionary<string, string>();
}
