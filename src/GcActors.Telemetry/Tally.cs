namespace GcActors.Telemetry;

/// <summary>What went into a target and what came out; written by the threads that end spans and by those that export.</summary>
internal sealed class Tally
{
    private long spansEnded;
    private long spansDelivered;
    private long metricsOffered;
    private long metricsDelivered;
    private string? firstReason;
    private int hasGivenUp;

    public long SpansEnded => Interlocked.Read(ref spansEnded);

    public long SpansDelivered => Interlocked.Read(ref spansDelivered);

    public long SpansLost => SpansEnded - SpansDelivered;

    public long MetricsOffered => Interlocked.Read(ref metricsOffered);

    public long MetricsLost => MetricsOffered - Interlocked.Read(ref metricsDelivered);

    public bool HasLost => SpansLost > 0 || MetricsLost > 0;

    /// <summary>All that arrived, to see whether a slow target still makes progress.</summary>
    public long Delivered => SpansDelivered + Interlocked.Read(ref metricsDelivered);

    /// <summary>Why the first of the lost ones was; null when nobody said.</summary>
    public string? FirstReason => Volatile.Read(ref firstReason);

    /// <summary>Set when patience is over: what comes later is lost at once, so that shutting down takes no longer.</summary>
    public bool HasGivenUp => Volatile.Read(ref hasGivenUp) != 0;

    public void SpanEnded() => Interlocked.Increment(ref spansEnded);

    public void DeliverSpans(long count) => Interlocked.Add(ref spansDelivered, count);

    public void OfferMetrics(long count) => Interlocked.Add(ref metricsOffered, count);

    public void DeliverMetrics(long count) => Interlocked.Add(ref metricsDelivered, count);

    public void Blame(string reason) => Interlocked.CompareExchange(ref firstReason, reason, null);

    public void GiveUp(string reason)
    {
        Blame(reason);
        Volatile.Write(ref hasGivenUp, 1);
    }
}
