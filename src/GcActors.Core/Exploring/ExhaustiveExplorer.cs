namespace GcActors.Core.Exploring;

/// <summary>
/// All schedules of a scene, breadth first: the first violation found is one of the shortest. Schedules that meet in one state go on as one (states are
/// told apart by <see cref="MachineState.Key"/>). All ways to a state have the same number of steps, so only states of one depth can meet.
/// </summary>
/// <param name="machine">The scene.</param>
/// <param name="maxStates">It gives up beyond.</param>
internal sealed class ExhaustiveExplorer(Machine machine, long maxStates)
{
    private readonly List<List<(int Parent, Choice Choice)>> _levels = [];

    public long States { get; private set; } = 1;

    /// <summary>Schedules that ended, each sequence of steps counted, not each state; the greatest value means: at least so many.</summary>
    public UInt128 Schedules { get; private set; }

    /// <summary>False: given up.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <returns>A shortest schedule that ends in a violation, or null.</returns>
    public IReadOnlyList<Choice>? Run(CancellationToken cancellation)
    {
        List<Meeting> level = [new(machine.Start()) { Schedules = 1 }];
        while (level.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            if (States > maxStates)
            {
                IsComplete = false;
                return null;
            }

            if (Expand(level, out List<Meeting> next) is { } failing)
            {
                return failing;
            }

            level = next;
        }

        return null;
    }

    private List<Choice>? Expand(List<Meeting> level, out List<Meeting> next)
    {
        next = [];
        Dictionary<UInt128, Meeting> known = [];
        List<(int Parent, Choice Choice)> steps = [];
        _levels.Add(steps);
        List<Choice> choices = [];
        for (int at = 0; at < level.Count; at++)
        {
            machine.Choices(level[at].State, choices);
            Schedules = choices.Count == 0 ? Sum(Schedules, level[at].Schedules) : Schedules;
            foreach (Choice choice in choices)
            {
                MachineState state = level[at].State.Copy();
                if (machine.Step(state, choice) is not null)
                {
                    return PathTo(at, choice);
                }

                UInt128 key = state.Key();
                if (!known.TryGetValue(key, out Meeting? meeting))
                {
                    known.Add(key, meeting = new Meeting(state));
                    next.Add(meeting);
                    steps.Add((at, choice));
                    States++;
                }

                meeting.Schedules = Sum(meeting.Schedules, level[at].Schedules);
            }
        }

        return null;
    }

    private static UInt128 Sum(UInt128 a, UInt128 b) => a > UInt128.MaxValue - b ? UInt128.MaxValue : a + b;

    private List<Choice> PathTo(int at, Choice last)
    {
        List<Choice> path = [last];
        for (int depth = _levels.Count - 2; depth >= 0; depth--)
        {
            (int parent, Choice choice) = _levels[depth][at];
            path.Add(choice);
            at = parent;
        }

        path.Reverse();
        return path;
    }

    /// <summary>A state, and how many schedules have come to it.</summary>
    private sealed class Meeting(MachineState state)
    {
        public MachineState State => state;

        public UInt128 Schedules { get; set; }
    }
}
