namespace GcActors.Core.Protocol;

/// <summary>Cold notifications of a running trial, called from the trial actor; an implementation must not block.</summary>
public interface ITrialObserver
{
    /// <param name="iteration">0-based; warm-up iterations count first.</param>
    /// <param name="isWarmup">Whether it was a warm-up iteration.</param>
    /// <param name="report">Its times.</param>
    void IterationEnded(int iteration, bool isWarmup, IterationReport report);

    /// <summary>The last operations of all mutators' runs, where <c>telemetry.operations</c> keeps some; nothing is timed while this runs.</summary>
    /// <param name="iteration">0-based; warm-up iterations count first.</param>
    /// <param name="operations">By mutator; only to be read in this call.</param>
    void OperationsNoted(int iteration, IReadOnlyList<OperationNotes> operations)
    {
    }

    /// <summary>Whether <see cref="PhaseEnded"/> is to be called: stops are kept for nobody else.</summary>
    bool WantsStops => false;

    /// <summary>A phase of the trial is over, the run's included; nothing is timed while this runs.</summary>
    /// <param name="phase">When it was.</param>
    /// <param name="stops">The stops of the world in it, in order.</param>
    void PhaseEnded(TrialPhase phase, IReadOnlyList<StopReport> stops)
    {
    }
}
