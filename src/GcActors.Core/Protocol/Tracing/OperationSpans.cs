using GcActors.Core.Telemetry;

namespace GcActors.Core.Protocol.Tracing;

/// <summary>The span of a mutator's last operations: an event for each stretch of them, with what they were.</summary>
internal static class OperationSpans
{
    /// <summary>Event of a stretch; its attributes are one for each kind of operation in it.</summary>
    public const string Stretch = "operations";

    /// <returns>Null: none were noted, or time is virtual and they have no place in it.</returns>
    public static SpanNode? Of(OperationNotes notes, string mutator)
    {
        IReadOnlyList<OperationStretch> stretches = notes.Stretches();
        if (stretches is not [{ FromNs: { } fromNs }, ..])
        {
            return null;
        }

        SpanNode span = new SpanNode(Spans.Operations, fromNs, stretches[^1].FromNs!.Value)
            .With(Attributes.Actor, mutator)
            .With(Attributes.Mutator, notes.Mutator)
            .With(Attributes.OperationsNoted, notes.Noted)
            .With(Attributes.OperationsKept, notes.Kept);
        foreach (OperationStretch stretch in stretches)
        {
            span.At(Stretch, stretch.FromNs!.Value, TagsOf(stretch));
        }

        return span;
    }

    private static List<KeyValuePair<string, object?>> TagsOf(OperationStretch stretch) =>
        [.. OperationNotes.Kinds.Zip(stretch.Counts).Where(kind => kind.Second > 0).Select(kind => new KeyValuePair<string, object?>(kind.First, kind.Second))];
}
