using System.Diagnostics;
using GcActors.Core.Telemetry;
using KnownSpans = GcActors.Core.Telemetry.Spans;

namespace GcActors.Tests.Telemetry;

/// <summary>What must hold of the whole tree of a trial's spans, whatever the plan and the runtime.</summary>
internal sealed class TraceTree
{
    private readonly Dictionary<ActivitySpanId, Activity> _byId;
    private readonly ILookup<ActivitySpanId, Activity> _children;

    public TraceTree(IReadOnlyList<Activity> spans)
    {
        Spans = spans;
        _byId = spans.ToDictionary(span => span.SpanId);
        _children = spans.ToLookup(span => span.ParentSpanId);
    }

    public IReadOnlyList<Activity> Spans { get; }

    public IEnumerable<Activity> Named(SpanDefinition kind) => Spans.Where(span => span.OperationName == kind.Name);

    public IEnumerable<Activity> ChildrenOf(Activity span) => _children[span.SpanId];

    /// <summary>One line each; empty: all is well.</summary>
    /// <param name="root">The span that the trial was begun in.</param>
    /// <param name="mutators">In the trial.</param>
    public IEnumerable<string> Violations(Activity root, int mutators)
    {
        foreach (Activity span in Spans)
        {
            foreach (string violation in Of(span, root).Concat(IsStop(span) ? OfStop(span, mutators) : []))
            {
                yield return $"{span.OperationName} {span.SpanId}: {violation}";
            }
        }
    }

    private static bool IsStop(Activity span) => span.OperationName == KnownSpans.Collection.Name || span.OperationName == KnownSpans.Pause.Name;

    private IEnumerable<string> Of(Activity span, Activity root)
    {
        if (span.TraceId != root.TraceId)
        {
            yield return "another trace";
        }

        SpanDefinition? kind = KnownSpans.All.FirstOrDefault(kind => kind.Name == span.OperationName);
        if (kind == null)
        {
            yield return "not in the list of spans";
            yield break;
        }

        if (span.OperationName == KnownSpans.Trial.Name)
        {
            if (span.ParentSpanId != root.SpanId)
            {
                yield return "the trial does not lie in the span that it was begun in";
            }

            yield break;
        }

        if (!_byId.TryGetValue(span.ParentSpanId, out Activity? parent))
        {
            yield return "an orphan";
            yield break;
        }

        if (!MayLieIn(kind, parent.OperationName))
        {
            yield return $"lies in {parent.OperationName}";
        }

        if (span.StartTimeUtc < parent.StartTimeUtc || span.StartTimeUtc + span.Duration > parent.StartTimeUtc + parent.Duration)
        {
            yield return $"{span.StartTimeUtc:O} + {span.Duration} is not within {parent.OperationName}, {parent.StartTimeUtc:O} + {parent.Duration}";
        }

        foreach (ActivityLink link in span.Links)
        {
            if (!_byId.ContainsKey(link.Context.SpanId))
            {
                yield return "a link that leads nowhere";
            }
        }

        string[] unknown = [.. span.TagObjects.Select(tag => tag.Key).Where(key => key != Attributes.Actor.Name && kind.Attributes.All(a => a.Name != key))];
        if (unknown.Length > 0)
        {
            yield return $"attributes that its definition has not: {string.Join(", ", unknown)}";
        }
    }

    private static bool MayLieIn(SpanDefinition kind, string parent) => kind.Parent switch
    {
        KnownSpans.AnyPhase => KnownSpans.Phases.Any(phase => phase.Name == parent) || (kind == KnownSpans.Epoch && parent == KnownSpans.DrainLogs.Name),
        KnownSpans.AnyStop => parent == KnownSpans.Collection.Name || parent == KnownSpans.Pause.Name,
        _ => kind.Parent == parent,
    };

    private IEnumerable<string> OfStop(Activity stop, int mutators)
    {
        Activity[] children = [.. ChildrenOf(stop)];
        foreach (SpanDefinition one in (SpanDefinition[])[KnownSpans.Request, KnownSpans.Stop, KnownSpans.Resume])
        {
            int count = children.Count(child => child.OperationName == one.Name);
            if (count != 1)
            {
                yield return $"{count} spans '{one}' in place of one";
            }
        }

        Activity[] answers = [.. children.Where(child => child.OperationName == KnownSpans.Stop.Name).SelectMany(ChildrenOf)];
        if (!answers.Select(answer => (int)answer.GetTagItem(Attributes.Mutator.Name)!).Order().SequenceEqual(Enumerable.Range(0, mutators)))
        {
            yield return "not one answer of each mutator";
        }

        bool collects = stop.OperationName == KnownSpans.Collection.Name;
        if (collects != children.Any(child => child.OperationName == KnownSpans.Collect.Name))
        {
            yield return collects ? "a collection without the collector's work" : "a pause with a collector's work";
        }
    }
}
