using GcActors.Core.Scenarios.Explaining;

namespace GcActors.Experiments.Lessons;

/// <summary>Unreachable objects that all reach each other: why counting alone could not free them.</summary>
/// <param name="Members">In the order of the unreachable list.</param>
/// <param name="Round">A shortest way round through the first member, which stands at both ends.</param>
public sealed record GarbageCycle(IReadOnlyList<int> Members, IReadOnlyList<RecordedOrigin> Round)
{
    /// <summary>Strongly connected components by Tarjan's algorithm (1972), on a stack of its own: chains can be long.</summary>
    public static IReadOnlyList<GarbageCycle> Find(RecordedCollection record)
    {
        Dictionary<int, int> places = record.Unreachable.Select((number, place) => (number, place)).ToDictionary(p => p.number, p => p.place);
        int[] PlacesOf(int number) => [.. record[number].References.Where(r => places.ContainsKey(r.Target)).Select(r => places[r.Target])];
        int[][] next = [.. record.Unreachable.Select(PlacesOf)];
        return [.. Components(next)
            .Where(component => component.Count > 1 || next[component[0]].Contains(component[0]))
            .OrderBy(component => component[0])
            .Select(component => Of(record, [.. component.Select(place => record.Unreachable[place])]))];
    }

    private static GarbageCycle Of(RecordedCollection record, int[] members)
    {
        HashSet<int> inside = [.. members];
        Dictionary<int, RecordedOrigin> reached = [];
        Queue<int> open = new([members[0]]);
        while (!reached.ContainsKey(members[0]) && open.TryDequeue(out int number))
        {
            foreach (RecordedReference reference in record[number].References.Where(r => inside.Contains(r.Target)))
            {
                if (reached.TryAdd(reference.Target, new RecordedOrigin(number, reference.Name)))
                {
                    open.Enqueue(reference.Target);
                }
            }
        }

        List<RecordedOrigin> round = [];
        int at = members[0];
        do
        {
            round.Add(reached[at]);
            at = reached[at].Holder;
        }
        while (at != members[0]);

        round.Reverse();
        return new GarbageCycle(members, round);
    }

    private static List<List<int>> Components(int[][] next)
    {
        List<List<int>> found = [];
        int[] index = new int[next.Length];
        int[] low = new int[next.Length];
        int[] edge = new int[next.Length];
        bool[] isOpen = new bool[next.Length];
        Stack<int> open = new();
        Stack<int> path = new();
        int count = 0;
        for (int start = 0; start < next.Length; start++)
        {
            if (index[start] == 0)
            {
                path.Push(start);
            }

            while (path.TryPeek(out int at))
            {
                if (index[at] == 0)
                {
                    index[at] = low[at] = ++count;
                    open.Push(at);
                    isOpen[at] = true;
                }

                if (edge[at] < next[at].Length)
                {
                    int to = next[at][edge[at]++];
                    if (index[to] == 0)
                    {
                        path.Push(to);
                    }
                    else if (isOpen[to])
                    {
                        low[at] = Math.Min(low[at], index[to]);
                    }

                    continue;
                }

                path.Pop();
                if (path.TryPeek(out int parent))
                {
                    low[parent] = Math.Min(low[parent], low[at]);
                }

                if (low[at] == index[at])
                {
                    found.Add(Close(open, isOpen, at));
                }
            }
        }

        return found;
    }

    private static List<int> Close(Stack<int> open, bool[] isOpen, int root)
    {
        List<int> component = [];
        int member;
        do
        {
            member = open.Pop();
            isOpen[member] = false;
            component.Add(member);
        }
        while (member != root);

        component.Sort();
        return component;
    }
}
