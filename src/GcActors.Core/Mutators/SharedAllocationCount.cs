namespace GcActors.Core.Mutators;

/// <summary>
/// Counter 0 for mutators that run side by side: each counts for itself and adds its balance here when it reaches a batch, as CPython's free-threaded build
/// does with ±512. Up to mutators × batch allocations late; exact for one mutator or under the GIL, where it is not used.
/// </summary>
internal sealed unsafe class SharedAllocationCount(int threshold)
{
    public const int BatchAllocations = 512;

    private long _count;

    /// <summary>Net allocations since the last collection, as far as they are reported.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>Adds a mutator's balance and says whether the threshold is passed.</summary>
    public bool Flush(AllocationTrigger* local)
    {
        long now = Interlocked.Add(ref _count, local->Count);
        local->Count = 0;
        if (now < 0)
        {
            // Never below zero, as in CPython: deaths of old objects are no credit for new ones.
            Interlocked.CompareExchange(ref _count, 0, now);
            return false;
        }

        return now > threshold;
    }

    /// <summary>After a collection.</summary>
    public void Reset() => Volatile.Write(ref _count, 0);
}
