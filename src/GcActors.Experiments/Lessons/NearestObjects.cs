using GcActors.Core.Scenarios.Explaining;

namespace GcActors.Experiments.Lessons;

/// <summary>Chooses what to show of a large collection: the garbage, then what is nearest to it, over references in either direction.</summary>
internal static class NearestObjects
{
    public static IReadOnlyList<RecordedObject> Choose(RecordedCollection record, int most)
    {
        if (record.Objects.Count <= most)
        {
            return record.Objects;
        }

        List<int>[] neighbours = Neighbours(record);
        HashSet<int> chosen = [];
        Queue<int> open = new();
        foreach (int start in record.Unreachable.Concat(record.Region.Select(o => o.Number)))
        {
            // Where a piece of the heap is exhausted, the next begins.
            Reach(start, chosen, open, most);
            while (open.TryDequeue(out int number))
            {
                neighbours[number].ForEach(next => Reach(next, chosen, open, most));
            }
        }

        return [.. chosen.Order().Select(number => record[number])];
    }

    private static void Reach(int number, HashSet<int> chosen, Queue<int> open, int most)
    {
        if (chosen.Count < most && chosen.Add(number))
        {
            open.Enqueue(number);
        }
    }

    private static List<int>[] Neighbours(RecordedCollection record)
    {
        List<int>[] neighbours = [.. Enumerable.Range(0, record.Objects.Count + 1).Select(_ => new List<int>())];
        foreach (RecordedObject o in record.Objects)
        {
            foreach (RecordedReference reference in o.References)
            {
                neighbours[o.Number].Add(reference.Target);
                neighbours[reference.Target].Add(o.Number);
            }
        }

        return neighbours;
    }
}
