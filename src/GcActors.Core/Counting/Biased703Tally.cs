namespace GcActors.Core.Counting;

/// <summary>What <see cref="Biased703{TSlots,TDeferral}"/> counts for reports beside <see cref="BiasedTally"/>. How many objects ever left a state is
/// <c>states_raised</c>, <c>objects_queued</c>, and the merges.</summary>
internal struct Biased703Tally
{
    /// <summary>Deaths by the owner's word alone.</summary>
    public long QuickDeaths;

    /// <summary>Objects that a stranger's load found in their first state.</summary>
    public long StatesRaised;

    /// <summary>Strangers' loads that counted without a lock.</summary>
    public long LockFreeHits;

    /// <summary>Operations on what mutators hold of deferred objects, which are none.</summary>
    public long DeferredSkips;

    /// <summary>Strangers' loads that went the way of the lock, since the object was in its first state.</summary>
    private long _refusedDefault;

    /// <summary>The same, since it was merged and dead.</summary>
    private long _refusedMerged;

    /// <summary>A load without the lock has met this shared half.</summary>
    public void Refuse(int shared)
    {
        _refusedDefault += shared == Biased703Words.Default ? 1 : 0;
        _refusedMerged += shared == Biased703Words.Dead ? 1 : 0;
    }

    public readonly void AddTo(IDictionary<string, double> report)
    {
        report["deaths_quick"] = QuickDeaths;
        report["deferred_skips"] = DeferredSkips;
        report["states_raised"] = StatesRaised;
        report["lock_free_hits"] = LockFreeHits;
        report["lock_free_refused_default"] = _refusedDefault;
        report["lock_free_refused_merged"] = _refusedMerged;
    }
}
