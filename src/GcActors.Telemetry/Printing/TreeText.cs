using System.Diagnostics;
using GcActors.Core.Telemetry;

namespace GcActors.Telemetry.Printing;

/// <summary>The span tree: duration, lane, and the name indented below its parent's, with attributes, events and links behind it.</summary>
internal static class TreeText
{
    private const int DurationWidth = 9;

    public static void Write(TextWriter writer, SpanTree tree, Ink ink)
    {
        if (tree.All.Count == 0)
        {
            return;
        }

        int laneWidth = tree.All.Max(n => n.Lane.Length);
        writer.WriteLine(ink.Dim(Title(tree)));
        foreach (TreeLine line in Fold.Lines(tree.Roots))
        {
            string indent = new(' ', 2 * line.Depth);
            writer.WriteLine(line.Node is { } node
                ? $"{Before(node, laneWidth, ink)}{indent}{ink.Bold(node.Name)}{Behind(node, tree, ink)}"
                : ink.Dim($"{"",DurationWidth}  {"".PadRight(laneWidth)}  {indent}… {Hidden(line.Hidden)}"));
        }
    }

    private static string Title(SpanTree tree)
    {
        ActivityTraceId[] traces = [.. tree.Roots.Select(r => r.Span.TraceId).Distinct()];
        return $"{tree.All.Count:N0} spans in {(traces.Length == 1 ? $"trace {traces[0]}" : $"{traces.Length:N0} traces, the first {traces[0]}")}";
    }

    private static string Before(SpanNode node, int laneWidth, Ink ink) =>
        $"{Units.Time(node.Duration),DurationWidth}  {ink.Lane(node.Lane, node.Lane.PadRight(laneWidth))}  ";

    private static string Hidden(IReadOnlyList<SpanNode> hidden)
    {
        TimeSpan[] durations = [.. hidden.Select(h => h.Duration).Order()];
        TimeSpan sum = new(durations.Sum(d => d.Ticks));
        return $"{hidden.Count:N0} more {hidden[0].Name}, median {Units.Time(durations[durations.Length / 2])}, together {Units.Time(sum)}";
    }

    private static string Behind(SpanNode node, SpanTree tree, Ink ink)
    {
        List<string> words = [.. AttributeText.Words(node.Span.TagObjects.Where(t => t.Key != Attributes.Actor.Name))];
        words.AddRange(node.Span.Events.Select(e => $"!{e.Name} +{Units.Time(e.Timestamp.UtcDateTime - node.Span.StartTimeUtc)}"));
        words.AddRange(LinksOf(node, tree));
        if (node.Span.Status == ActivityStatusCode.Error)
        {
            words.Insert(0, ink.Alarm($"error {node.Span.StatusDescription}".TrimEnd()));
        }

        return words.Count == 0 ? "" : $"  {string.Join(' ', words)}";
    }

    private static IEnumerable<string> LinksOf(SpanNode node, SpanTree tree) => node.Span.Links.Select(l => tree.Find(l.Context.SpanId))
        .Select(source => source is null ? "<- (elsewhere)" : $"<- {source.Name} {source.Lane}".TrimEnd())
        .GroupBy(text => text, StringComparer.Ordinal)
        .Select(same => same.Count() == 1 ? same.Key : $"{same.Key} ×{same.Count()}");
}
