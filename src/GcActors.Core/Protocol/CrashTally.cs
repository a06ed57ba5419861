using GcActors.Core.Collection;

namespace GcActors.Core.Protocol;

/// <summary>Adds up what becomes of a crash in a trial.</summary>
internal sealed class CrashTally(TrialMessage.MutatorCrashed crashed)
{
    private Leak _repaired;
    private HeapCensus? _atEnd;
    private HeapCensus? _behindTrace;

    public long Lost => crashed.Lost;

    public string Name => $"mutator {crashed.Mutator} crashed after {crashed.Steps} steps";

    /// <summary>A trace has set right what the crash had done.</summary>
    public void AddRepair(Leak repaired) => _repaired += repaired;

    /// <summary>At the end of the run, before the trial's own trace.</summary>
    public void AddCensus(HeapCensus census) => _atEnd = census;

    /// <summary>Behind it.</summary>
    public void AddCensusBehindTrace(HeapCensus census) => _behindTrace = census;

    public string? FaultOf(StoppedDeaths deaths) => deaths.OfCrashed == 0
        ? null
        : $"{deaths.OfCrashed} objects died at a stop that waited in the queue of mutator {crashed.Mutator}, which had crashed: nobody has taken it over";

    public CrashReport Report() => new(crashed.Mutator, crashed.Steps, crashed.Lost)
    {
        Holds = crashed.Holds,
        Leak = _behindTrace == null ? _repaired + (_atEnd?.Leak ?? default) : _repaired,
        FreedByTrace = _repaired.Objects,
        CountsTooLow = _atEnd?.ObjectsTooLow ?? 0,
        CountsWrongAfterTrace = _behindTrace?.ObjectsWrong,
    };
}
