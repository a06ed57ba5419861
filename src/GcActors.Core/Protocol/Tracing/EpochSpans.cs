using GcActors.Core.Telemetry;

namespace GcActors.Core.Protocol.Tracing;

/// <summary>The spans of one epoch.</summary>
internal static class EpochSpans
{
    public static SpanNode Of(EpochRecord epoch, IReadOnlyList<string> mutators)
    {
        SpanNode whole = new SpanNode(Spans.Epoch, epoch.FromNs, epoch.ToNs)
            .With(Attributes.Actor, ActorNames.Epochs)
            .With(Attributes.Epoch, epoch.Epoch)
            .With(Attributes.Entries, epoch.Applies.Sum(apply => apply.Entries));
        var batches = new List<SpanNode>(mutators.Count);
        for (int m = 0; m < mutators.Count; m++)
        {
            HandOver handOver = epoch.HandOvers[m];
            batches.Add(whole.Add(new SpanNode(Spans.HandOver, epoch.FromNs, handOver.PassedNs))
                .With(Attributes.Actor, mutators[m])
                .With(Attributes.Mutator, m)
                .With(Attributes.Epoch, epoch.Epoch)
                .With(Attributes.Entries, handOver.Entries));
        }

        foreach (ApplyRecord apply in epoch.Applies)
        {
            whole.Add(new SpanNode(Spans.ApplyLogs, apply.FromNs, apply.ToNs))
                .With(Attributes.Actor, ActorNames.RefCount(apply.Share))
                .With(Attributes.Epoch, epoch.Epoch)
                .With(Attributes.Entries, apply.Entries)
                .LinkedTo(batches);
        }

        return whole;
    }
}
