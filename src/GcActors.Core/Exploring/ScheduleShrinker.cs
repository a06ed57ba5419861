namespace GcActors.Core.Exploring;

/// <summary>
/// Makes a failing schedule small: leaves out steps, and brings steps of one thread together, as long as something stays wrong. There may be a shorter
/// one: the exhaustive explorer finds the shortest.
/// </summary>
internal sealed class ScheduleShrinker(Machine machine)
{
    private readonly List<Choice> _possible = [];

    public IReadOnlyList<Choice> Shrink(IReadOnlyList<Choice> failing)
    {
        IReadOnlyList<Choice> best = failing;
        while (Candidates(best).Select(Run).FirstOrDefault(run => run is not null && IsSmaller(run, best)) is { } smaller)
        {
            best = smaller;
        }

        return best;
    }

    /// <summary>Thread changes between steps.</summary>
    public static int Switches(IReadOnlyList<Choice> path) => path.Zip(path.Skip(1)).Count(pair => pair.First.Thread != pair.Second.Thread);

    private static bool IsSmaller(List<Choice> path, IReadOnlyList<Choice> than) =>
        (path.Count, Switches(path)).CompareTo((than.Count, Switches(than))) < 0;

    private static IEnumerable<IEnumerable<Choice>> Candidates(IReadOnlyList<Choice> path)
    {
        for (int at = 0; at < path.Count; at++)
        {
            yield return path.Take(at);
            yield return path.Take(at).Concat(path.Skip(at + 1));
            yield return path.Take(at).Concat(path.Skip(at + 1).Take(1)).Append(path[at]).Concat(path.Skip(at + 2));
        }
    }

    /// <summary>Runs a schedule, without the steps that are not possible; then to the end, the thread that ran last first.</summary>
    /// <returns>The steps up to a violation; null: there is none.</returns>
    private List<Choice>? Run(IEnumerable<Choice> wanted)
    {
        List<Choice> done = [];
        MachineState state = machine.Start();
        foreach (Choice choice in wanted)
        {
            machine.Choices(state, _possible);
            if (_possible.Contains(choice) && Fails(state, choice, done))
            {
                return done;
            }
        }

        for (machine.Choices(state, _possible); _possible.Count > 0; machine.Choices(state, _possible))
        {
            int same = done.Count == 0 ? 0 : Math.Max(0, _possible.FindIndex(c => c.Thread == done[^1].Thread));
            if (Fails(state, _possible[same], done))
            {
                return done;
            }
        }

        return null;
    }

    private bool Fails(MachineState state, Choice choice, List<Choice> done)
    {
        done.Add(choice);
        return machine.Step(state, choice) is not null;
    }
}
