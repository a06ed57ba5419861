using GcActors.Core.Telemetry;

namespace GcActors.Core.Protocol.Tracing;

/// <summary>A span that is going to be made: what was noted, put into the tree of <see cref="Spans"/>.</summary>
/// <param name="kind">Which span.</param>
/// <param name="fromNs">Begin, on the runtime's clock.</param>
/// <param name="toNs">End.</param>
internal sealed class SpanNode(SpanDefinition kind, long fromNs, long toNs)
{
    private readonly List<SpanNode> _children = [];
    private readonly List<SpanNode> _links = [];
    private readonly List<KeyValuePair<string, object?>> _tags = [];
    private readonly List<SpanEvent> _events = [];

    public SpanDefinition Kind => kind;

    public long FromNs { get; private set; } = fromNs;

    public long ToNs { get; private set; } = toNs;

    public IReadOnlyList<SpanNode> Children => _children;

    /// <summary>Where what it worked on came from; made before it.</summary>
    public IReadOnlyList<SpanNode> Links => _links;

    public IReadOnlyList<KeyValuePair<string, object?>> Tags => _tags;

    public IReadOnlyList<SpanEvent> Events => _events;

    /// <summary>Whether another leads to it.</summary>
    public bool IsLinked { get; private set; }

    /// <summary>The stop that it tells of, if it does.</summary>
    public StopRecord? Stop { get; init; }

    public SpanNode With(AttributeDefinition attribute, object? value)
    {
        _tags.Add(new KeyValuePair<string, object?>(attribute.Name, value));
        return this;
    }

    public SpanNode At(string name, long atNs, IReadOnlyList<KeyValuePair<string, object?>>? tags = null)
    {
        _events.Add(new SpanEvent(name, atNs, tags ?? []));
        return this;
    }

    public SpanNode LinkedTo(IReadOnlyList<SpanNode> nodes)
    {
        foreach (SpanNode node in nodes)
        {
            node.IsLinked = true;
            _links.Add(node);
        }

        return this;
    }

    /// <returns>The child.</returns>
    public SpanNode Add(SpanNode child)
    {
        _children.Add(child);
        return child;
    }

    /// <summary>A span contains its children: two actors' readings of a clock may differ by less than the clock can tell, and an activity lasts a tick at least.</summary>
    /// <param name="leastNs">What the shortest span lasts.</param>
    public void Fit(long leastNs)
    {
        ToNs = Math.Max(ToNs, FromNs + leastNs);
        foreach (SpanNode child in _children)
        {
            child.Fit(leastNs);
            FromNs = Math.Min(FromNs, child.FromNs);
            ToNs = Math.Max(ToNs, child.ToNs);
        }
    }
}

/// <summary>A moment in a span.</summary>
/// <param name="Name">Few values.</param>
/// <param name="AtNs">On the runtime's clock.</param>
/// <param name="Tags">Its attributes.</param>
internal readonly record struct SpanEvent(string Name, long AtNs, IReadOnlyList<KeyValuePair<string, object?>> Tags);
