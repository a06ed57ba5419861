using GcActors.Core.Telemetry;

namespace GcActors.Core.Protocol;

/// <summary>Tells an observer, at the end of each phase of a trial, what stops there were in it. Keeps nothing where nobody wants to know.</summary>
internal sealed class PhaseBook(ITrialObserver? observer)
{
    private readonly bool _isWanted = observer is { WantsStops: true };
    private readonly List<StopReport> _stops = [];
    private TrialPhase? _phase;

    /// <summary>Ends the phase before, if that is not over.</summary>
    public void Begin(SpanDefinition kind, int iteration, bool isWarmup, long nowNs)
    {
        End(nowNs);
        if (_isWanted)
        {
            _phase = new TrialPhase(kind, iteration, isWarmup, nowNs, nowNs);
        }
    }

    /// <summary>A stop that is over belongs to the phase that it is told in.</summary>
    public void Add(TrialMessage.Collected collected)
    {
        if (_isWanted)
        {
            _stops.Add(new StopReport(collected.Report, collected.Stats));
        }
    }

    public void End(long nowNs)
    {
        if (_phase is { } phase)
        {
            _phase = null;
            observer!.PhaseEnded(phase with { EndNs = nowNs }, [.. _stops]);
            _stops.Clear();
        }
    }
}
