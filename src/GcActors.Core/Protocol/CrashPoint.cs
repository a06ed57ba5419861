namespace GcActors.Core.Protocol;

/// <summary>Where a mutator is to crash: between two steps of its run.</summary>
/// <param name="step">How many steps it completes before.</param>
internal sealed class CrashPoint(long step)
{
    public bool IsPassed { get; set; }

    public bool IsDue(long stepsDone) => !IsPassed && stepsDone >= step;

    /// <summary>The most steps that a quantum may do.</summary>
    public int Limit(int quantumSteps, long stepsDone) => IsPassed ? 0 : (int)Math.Clamp(step - stepsDone, 0, quantumSteps);
}
