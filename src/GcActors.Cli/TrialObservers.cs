using GcActors.Core.Protocol;

namespace GcActors.Cli;

/// <summary>Several observers of one trial.</summary>
internal sealed class TrialObservers(IReadOnlyList<ITrialObserver> observers) : ITrialObserver
{
    public bool WantsStops => observers.Any(observer => observer.WantsStops);

    public void IterationEnded(int iteration, bool isWarmup, IterationReport report)
    {
        foreach (ITrialObserver observer in observers)
        {
            observer.IterationEnded(iteration, isWarmup, report);
        }
    }

    public void OperationsNoted(int iteration, IReadOnlyList<OperationNotes> operations)
    {
        foreach (ITrialObserver observer in observers)
        {
            observer.OperationsNoted(iteration, operations);
        }
    }

    public void PhaseEnded(TrialPhase phase, IReadOnlyList<StopReport> stops)
    {
        foreach (ITrialObserver observer in observers.Where(observer => observer.WantsStops))
        {
            observer.PhaseEnded(phase, stops);
        }
    }
}
