namespace GcActors.Core.Protocol;

/// <summary>Cold notifications of a running trial, called from the trial actor; an implementation must not block.</summary>
public interface ITrialObserver
{
    /// <param name="iteration">0-based; warm-up iterations count first.</param>
    /// <param name="isWarmup">Whether it was a warm-up iteration.</param>
    /// <param name="report">Its times.</param>
    void IterationEnded(int iteration, bool isWarmup, IterationReport report);
}
