namespace GcActors.Telemetry.Timeline;

/// <summary>Row of each span in its lane: below its parent where that is on the same lane, and beside nothing that overlaps it.</summary>
internal sealed class LaneRows
{
    private LaneRows(int[] rows, int[] heights)
    {
        Rows = rows;
        Heights = heights;
    }

    /// <summary>0-based, by span. The spans of a row follow each other.</summary>
    public IReadOnlyList<int> Rows { get; }

    /// <summary>Rows of each lane.</summary>
    public IReadOnlyList<int> Heights { get; }

    public static LaneRows Of(TimelineTrial trial)
    {
        List<long>[] ends = [.. trial.LaneNames.Select(_ => new List<long>())];
        int[] rows = new int[trial.Spans.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            int lane = trial.Lanes[i];
            int parent = trial.Parents[i];
            int row = parent >= 0 && parent < i && trial.Lanes[parent] == lane ? rows[parent] + 1 : 0;
            while (row < ends[lane].Count && ends[lane][row] > trial.Spans[i].StartUnixNs)
            {
                row++;
            }

            Place(ends[lane], row, trial.Spans[i].EndUnixNs);
            rows[i] = row;
        }

        return new LaneRows(rows, [.. ends.Select(lane => lane.Count)]);
    }

    private static void Place(List<long> ends, int row, long end)
    {
        while (ends.Count <= row)
        {
            ends.Add(long.MinValue);
        }

        ends[row] = end;
    }
}
