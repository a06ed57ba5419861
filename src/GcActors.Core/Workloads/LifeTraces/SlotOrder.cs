namespace GcActors.Core.Workloads.LifeTraces;

/// <summary>
/// Finds slots that race when mutators replay side by side and wait only where an object is handed over: vector clocks, one for each mutator, joined at a hand-over
/// [Lamport 1978; Mattern 1989; per-slot epochs as in FastTrack, Flanagan and Freund 2009].
/// </summary>
/// <param name="mutators">How many.</param>
internal sealed class SlotOrder(int mutators)
{
    private readonly int[][] _clocks = [.. Enumerable.Range(0, mutators).Select(m => NewClock(m, mutators))];
    private readonly Dictionary<(int Id, int Field), Accesses> _lastAccesses = [];

    /// <summary>What the one did before is before all that the other does from now on.</summary>
    public void HandOver(int from, int to)
    {
        for (int m = 0; m < mutators; m++)
        {
            _clocks[to][m] = Math.Max(_clocks[to][m], _clocks[from][m]);
        }

        _clocks[from][from]++;
    }

    /// <summary>A load from a slot, or a store.</summary>
    /// <returns>The line of an access by another mutator that is not ordered before this one, where one of the two stores; 0: there is none.</returns>
    public int Note(int mutator, (int Id, int Field) slot, bool stores, int line)
    {
        if (!_lastAccesses.TryGetValue(slot, out Accesses? last))
        {
            _lastAccesses[slot] = last = new Accesses(new Access[mutators], new Access[mutators]);
        }

        (stores ? last.Stores : last.Loads)[mutator] = new Access(_clocks[mutator][mutator], line);
        int store = UnorderedBefore(mutator, last.Stores);
        return store > 0 || !stores ? store : UnorderedBefore(mutator, last.Loads);
    }

    private int UnorderedBefore(int mutator, Access[] others)
    {
        for (int m = 0; m < mutators; m++)
        {
            if (m != mutator && others[m].Line > 0 && others[m].Clock > _clocks[mutator][m])
            {
                return others[m].Line;
            }
        }

        return 0;
    }

    private static int[] NewClock(int mutator, int mutators)
    {
        int[] clock = new int[mutators];
        clock[mutator] = 1;
        return clock;
    }

    private sealed record Accesses(Access[] Stores, Access[] Loads);

    private readonly record struct Access(int Clock, int Line);
}
