namespace GcActors.Experiments.LockingCost;

/// <summary>What the recording of a program found.</summary>
/// <param name="Mutators">Its mutators.</param>
/// <param name="Unconfined">Why decisions do not hold in another order; null: they do.</param>
/// <param name="FitsLines">Whether each count can have a line of its own.</param>
public sealed record RecordedProgram(int Mutators, string? Unconfined, bool FitsLines)
{
    /// <summary>Whether twins may have their deaths from the tape.</summary>
    public bool FollowsTape => Mutators == 1 || Unconfined is null;

    public bool IsParallel => Mutators > 1;
}
