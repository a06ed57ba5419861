using System.Diagnostics;

namespace GcActors.Telemetry.Printing;

/// <summary>Spans joined to their parents. One whose parent is not among them stands as a root.</summary>
internal sealed class SpanTree
{
    public static readonly SpanTree Empty = Of([]);

    private readonly Dictionary<ActivitySpanId, SpanNode> nodes;

    private SpanTree(Dictionary<ActivitySpanId, SpanNode> nodes, List<SpanNode> roots)
    {
        this.nodes = nodes;
        Roots = roots;
    }

    public IReadOnlyList<SpanNode> Roots { get; }

    public IReadOnlyCollection<SpanNode> All => nodes.Values;

    /// <summary>The order is that of the starts, and of <paramref name="spans"/> where these are the same.</summary>
    public static SpanTree Of(IReadOnlyList<Activity> spans)
    {
        Dictionary<ActivitySpanId, SpanNode> nodes = new(spans.Count);
        foreach (Activity span in spans.OrderBy(s => s.StartTimeUtc))
        {
            nodes.TryAdd(span.SpanId, new SpanNode(span));
        }

        List<SpanNode> roots = [];
        foreach (SpanNode node in nodes.Values)
        {
            if (nodes.TryGetValue(node.Span.ParentSpanId, out SpanNode? parent))
            {
                parent.Adopt(node);
            }
            else
            {
                roots.Add(node);
            }
        }

        return new SpanTree(nodes, roots);
    }

    public SpanNode? Find(ActivitySpanId id) => nodes.GetValueOrDefault(id);
}
