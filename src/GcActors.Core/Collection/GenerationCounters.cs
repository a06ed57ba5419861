namespace GcActors.Core.Collection;

/// <summary>
/// CPython's counters 1 and 2 and the size of its oldest generation (cpython-memory.md 6.1 to 6.5). Counter 0 is the mutators'.
/// <code>
/// choose: for g in 2, 1, 0: if count[g] > threshold[g]:
///             if g == 2 and long_lived_pending &lt; long_lived_total / 4: continue
///             return g
/// collected g: if g &lt; 2: count[g+1] += 1; count[0..g] = 0
///              g = 1: pending += survivors;  g = 2: pending = 0, total = survivors
/// </code>
/// </summary>
/// <param name="threshold1">Collections of generation 0 that count 1 may reach.</param>
/// <param name="threshold2">Collections of generation 1 that count 2 may reach.</param>
/// <param name="quarterRule">No full collection before pending reaches a quarter of total.</param>
public sealed class GenerationCounters(int threshold1, int threshold2, bool quarterRule)
{
    /// <summary>Collections of generation 0 since the last of generation 1 or 2.</summary>
    public int Count1 { get; private set; }

    /// <summary>Collections of generation 1 since the last of generation 2.</summary>
    public int Count2 { get; private set; }

    /// <summary>Objects that came to the oldest generation since the last full collection; never lowered when they die.</summary>
    public long LongLivedPending { get; private set; }

    /// <summary>Survivors of the last full collection.</summary>
    public long LongLivedTotal { get; private set; }

    /// <summary>The generation to collect when counter 0 has passed its threshold: the oldest over its own.</summary>
    public int Choose()
    {
        if (Count2 > threshold2 && !(quarterRule && LongLivedPending < LongLivedTotal / 4))
        {
            return 2;
        }

        return Count1 > threshold1 ? 1 : 0;
    }

    /// <summary>Books a collection; manual ones count the same.</summary>
    public void Collected(int generation, long survivors)
    {
        switch (generation)
        {
            case 0:
                Count1++;
                break;
            case 1:
                Count2++;
                Count1 = 0;
                LongLivedPending += survivors;
                break;
            default:
                Count1 = Count2 = 0;
                LongLivedPending = 0;
                LongLivedTotal = survivors;
                break;
        }
    }
}
