using System.Diagnostics;
using GcActors.Core.Telemetry;

namespace GcActors.Telemetry.Printing;

/// <summary>A span in its tree.</summary>
internal sealed class SpanNode(Activity span)
{
    public Activity Span { get; } = span;

    public string Name => Span.DisplayName;

    public TimeSpan Duration => Span.Duration;

    public SpanNode? Parent { get; private set; }

    /// <summary>In the order of their start.</summary>
    public List<SpanNode> Children { get; } = [];

    /// <summary>The lane that it names, or its parent's; "": none.</summary>
    public string Lane => Text(Attributes.Actor) ?? Parent?.Lane ?? "";

    public string? Text(AttributeDefinition attribute) => Span.GetTagItem(attribute.Name)?.ToString();

    public void Adopt(SpanNode child)
    {
        child.Parent = this;
        Children.Add(child);
    }
}
