namespace GcActors.Telemetry.Timeline;

/// <summary>Tracks on which slices nest, as the Trace Event Format demands it: what overlaps on a lane without nesting goes to a further track.</summary>
internal sealed class NestedTracks
{
    private NestedTracks(int[] numbers, int[] counts)
    {
        Numbers = numbers;
        Counts = counts;
    }

    /// <summary>0-based within its lane, by span.</summary>
    public IReadOnlyList<int> Numbers { get; }

    /// <summary>Tracks of each lane.</summary>
    public IReadOnlyList<int> Counts { get; }

    public static NestedTracks Of(TimelineTrial trial)
    {
        List<Stack<long>>[] lanes = [.. trial.LaneNames.Select(_ => new List<Stack<long>>())];
        int[] numbers = [.. trial.Spans.Select((span, i) => Place(lanes[trial.Lanes[i]], span))];
        return new NestedTracks(numbers, [.. lanes.Select(tracks => tracks.Count)]);
    }

    private static int Place(List<Stack<long>> tracks, TimelineSpan span)
    {
        int number = tracks.FindIndex(open => Nests(open, span));
        if (number < 0)
        {
            number = tracks.Count;
            tracks.Add(new Stack<long>());
        }

        tracks[number].Push(span.EndUnixNs);
        return number;
    }

    private static bool Nests(Stack<long> open, TimelineSpan span)
    {
        while (open.TryPeek(out long end) && end <= span.StartUnixNs)
        {
            open.Pop();
        }

        return !open.TryPeek(out long innermost) || span.EndUnixNs <= innermost;
    }
}
