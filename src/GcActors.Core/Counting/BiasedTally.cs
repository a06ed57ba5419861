namespace GcActors.Core.Counting;

/// <summary>What <see cref="Biased{TSlots,TQueue}"/> counts for reports: rare paths only. The owner's operations are the applied ones without the strangers'.</summary>
internal struct BiasedTally
{
    public long ElidedIncrements;
    public long ElidedDecrements;
    public long StrangerOperations;
    public long Queued;

    /// <summary>Entries of the drain that goes on.</summary>
    public long Drained;

    public long ImplicitMerges;
    public long MergesAtExit;
    public long Spills;
    public RaceTally Races;
    private long _drains;
    private long _drainedBefore;
    private long _longestQueue;

    /// <summary>A queue has been worked off; books it if it held anything.</summary>
    /// <param name="isNext">Whether another follows.</param>
    public void EndDrain(bool isNext)
    {
        _longestQueue = Math.Max(_longestQueue, Drained);
        _drainedBefore += Drained;
        _drains += isNext ? 1 : 0;
        Drained = 0;
    }

    public readonly void AddTo(IDictionary<string, double> report)
    {
        report["stranger_operations"] = StrangerOperations;
        report["objects_queued"] = Queued;
        report["drains"] = _drains;
        report["queue_length_peak"] = _longestQueue;
        report["merges_implicit"] = ImplicitMerges;
        report["merges_explicit"] = _drainedBefore;
        report["merges_at_exit"] = MergesAtExit;
        report["local_spills"] = Spills;
        Races.AddTo(report);
    }
}
