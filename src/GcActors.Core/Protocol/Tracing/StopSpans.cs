using GcActors.Core.Collection;
using GcActors.Core.Telemetry;

namespace GcActors.Core.Protocol.Tracing;

/// <summary>The spans of one stop of the world.</summary>
internal static class StopSpans
{
    /// <summary>Event in a mutator's span of a stop.</summary>
    public const string QuantumEnded = "quantum ended";

    public static SpanNode Of(StopRecord stop, IReadOnlyList<string> mutators, IReadOnlyList<EpochRecord> drains)
    {
        CollectionReport report = stop.Report!;
        SpanNode whole = new SpanNode(report.Generation >= 0 ? Spans.Collection : Spans.Pause, stop.FromNs, stop.EndNs) { Stop = stop }
            .With(Attributes.Actor, ActorNames.Collector)
            .With(Attributes.StopId, stop.Id)
            .With(Attributes.Reason, report.Reason);
        if (report.Generation >= 0)
        {
            whole.With(Attributes.Generation, report.Generation).With(Attributes.Collector, report.Collector);
        }

        if (stop.Stats is { } stats)
        {
            whole.With(Attributes.Found, stats.GarbageFound).With(Attributes.Freed, stats.ObjectsFreed);
        }

        whole.With(Attributes.HeapBytesBefore, report.HeapBytesBefore).With(Attributes.HeapBytesAfter, report.HeapBytesAfter);
        whole.Add(new SpanNode(Spans.Request, stop.FromNs, stop.FlagsRaisedNs)).With(Attributes.Actor, stop.Cause.Actor);
        whole.Add(Stopping(stop, mutators));
        AddDrain(whole, stop, mutators, drains);
        AddCollect(whole, stop);
        if (stop.InspectToNs != 0)
        {
            whole.Add(new SpanNode(Spans.Inspect, stop.InspectFromNs, stop.InspectToNs));
        }

        whole.Add(new SpanNode(Spans.Resume, stop.ResumeFromNs, stop.EndNs));
        return whole;
    }

    private static SpanNode Stopping(StopRecord stop, IReadOnlyList<string> names)
    {
        SpanNode all = new SpanNode(Spans.Stop, stop.FlagsRaisedNs, stop.AllStoppedNs)
            .With(Attributes.LastToStop, names[stop.Last])
            .With(Attributes.LastReason, stop.Mutators[stop.Last].WhenTold.Name());
        for (int m = 0; m < names.Count; m++)
        {
            MutatorStop mutator = stop.Mutators[m];
            SpanNode one = all.Add(new SpanNode(Spans.StopMutator, mutator.ToldNs, mutator.StoppedNs))
                .With(Attributes.Actor, names[m])
                .With(Attributes.Mutator, m)
                .With(Attributes.Activity, mutator.WhenTold.Name());
            if (mutator.WasInQuantum)
            {
                one.At(QuantumEnded, mutator.QuantumEndedNs);
            }
        }

        return all;
    }

    private static void AddDrain(SpanNode whole, StopRecord stop, IReadOnlyList<string> mutators, IReadOnlyList<EpochRecord> drains)
    {
        if (stop.DrainToNs == 0)
        {
            return;
        }

        SpanNode drain = whole.Add(new SpanNode(Spans.DrainLogs, stop.DrainFromNs, stop.DrainToNs));
        foreach (EpochRecord epoch in drains)
        {
            drain.Add(EpochSpans.Of(epoch, mutators));
        }
    }

    private static void AddCollect(SpanNode whole, StopRecord stop)
    {
        if (stop.Stats is not { } stats)
        {
            return;
        }

        SpanNode collect = whole.Add(new SpanNode(Spans.Collect, stop.CollectFromNs, stop.CollectToNs))
            .With(Attributes.Collector, stop.Report!.Collector)
            .With(Attributes.Visited, stats.ObjectsVisited)
            .With(Attributes.Freed, stats.ObjectsFreed)
            .With(Attributes.Survivors, stats.Survivors);
        ILookup<int, ShareRecord> shares = stop.Shares.ToLookup(share => share.Phase);
        int handedOut = 0;
        long atNs = stop.CollectFromNs;
        foreach (PhaseLap lap in stats.Laps)
        {
            // Laps are of the machine's clock: in virtual time they have no length.
            long toNs = Math.Min(atNs + lap.Ns, stop.CollectToNs);
            SpanNode phase = collect.Add(new SpanNode(Spans.GcPhase, atNs, toNs)).With(Attributes.GcPhase, lap.Phase).With(Attributes.Parallel, lap.IsParallel);
            if (lap.IsParallel)
            {
                AddShares(phase, shares[++handedOut], lap.Phase);
            }

            atNs = toNs;
        }
    }

    private static void AddShares(SpanNode phase, IEnumerable<ShareRecord> shares, string name)
    {
        foreach (ShareRecord share in shares)
        {
            phase.Add(new SpanNode(Spans.Share, share.FromNs, share.ToNs))
                .With(Attributes.Actor, share.Worker == 0 ? ActorNames.Collector : ActorNames.Worker(share.Worker))
                .With(Attributes.GcPhase, name);
        }
    }
}
