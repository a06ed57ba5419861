using System.Diagnostics;

namespace GcActors.Core.Telemetry;

/// <summary>A kind of span.</summary>
/// <param name="Name">Few values: what differs from one to the next is in attributes.</param>
/// <param name="Parent">Name of the span that it lies in; "": it is the root; "phase": one of <see cref="Spans.Phases"/>; "stopped": a collection or a pause.</param>
/// <param name="Description">What begins and what ends it.</param>
/// <param name="Attributes">Which it has, beside <see cref="Attributes.Actor"/>.</param>
public sealed record SpanDefinition(string Name, string Parent, string Description, params AttributeDefinition[] Attributes)
{
    public ActivityKind Kind { get; init; } = ActivityKind.Internal;

    public override string ToString() => Name;
}

/// <summary>An attribute of spans and measurements.</summary>
/// <param name="Name">Dotted, as the semantic conventions have it.</param>
/// <param name="Description">Meaning, and the unit where it has one.</param>
public sealed record AttributeDefinition(string Name, string Description)
{
    public override string ToString() => Name;
}
