namespace GcActors.Telemetry.Timeline;

/// <summary>Who lies in whom, by index.</summary>
internal static class Ancestors
{
    /// <summary>Index of each span's parent; -1: none, or not among them.</summary>
    public static int[] ParentsOf(IReadOnlyList<TimelineSpan> spans)
    {
        Dictionary<string, int> indexes = new(spans.Count, StringComparer.Ordinal);
        for (int i = 0; i < spans.Count; i++)
        {
            indexes[spans[i].SpanId] = i;
        }

        return [.. spans.Select((span, i) => span.ParentId.Length > 0 && indexes.TryGetValue(span.ParentId, out int parent) && parent != i ? parent : -1)];
    }

    /// <summary>How many ancestors each has. Damaged data may go in circles, which are cut.</summary>
    public static int[] CountOf(int[] parents)
    {
        int[] counts = new int[parents.Length];
        for (int i = 0; i < parents.Length; i++)
        {
            for (int at = parents[i]; at >= 0 && counts[i] < parents.Length; at = parents[at])
            {
                counts[i]++;
                if (at < i)
                {
                    counts[i] += counts[at];
                    break;
                }
            }
        }

        return counts;
    }
}
