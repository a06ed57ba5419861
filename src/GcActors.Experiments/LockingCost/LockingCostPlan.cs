namespace GcActors.Experiments.LockingCost;

/// <summary>Whose locking cost is to be split, and what twins there are for it.</summary>
/// <param name="Workload">The program.</param>
/// <param name="Base">Settings of every cell.</param>
/// <param name="Strategies">At least one.</param>
/// <param name="Programs">By mutators, rising; at least one.</param>
/// <param name="HasDoses">Whether known costs are put into each strategy, to be found again.</param>
public sealed record LockingCostPlan(
    string Workload, IReadOnlyDictionary<string, string> Base, IReadOnlyList<LockedStrategy> Strategies, IReadOnlyList<RecordedProgram> Programs,
    bool HasDoses = false)
{
    /// <summary>The strategy that plain twins are named in: any that the catalog has for every kind of sharing; they take nothing from it.</summary>
    public const string StrategyOfPlainTwins = "atomic";

    /// <summary>Known costs, ns (counting-strategies.md 7.4).</summary>
    private static readonly int[] s_dosesNs = [0, 2, 4, 8, 16, 32];

    /// <summary>Every cell, each once.</summary>
    public IReadOnlyList<TwinCell> Cells =>
        [.. Programs.SelectMany(program => Strategies.SelectMany(strategy => CellsOf(strategy, program).Concat(DosesOf(strategy, program)))).Distinct()];

    /// <summary>Whether a strategy's counts, or for a lock around plain counts those, can be moved to mirrors.</summary>
    public static bool HasMirrors(LockedStrategy strategy, RecordedProgram program) => program.FollowsTape && (strategy.NeedsGil || strategy.NoMirror is null);

    private IEnumerable<TwinCell> DosesOf(LockedStrategy strategy, RecordedProgram program) =>
        HasDoses ? s_dosesNs.Select(ns => new TwinCell(strategy.Label, TwinCell.Dosed, IsParallel: true, program.Mutators, ns)) : [];

    private static IEnumerable<TwinCell> CellsOf(LockedStrategy strategy, RecordedProgram program)
    {
        int m = program.Mutators;
        IEnumerable<TwinCell> Both(string label, string twin) => [new TwinCell(label, twin, IsParallel: false, m), new TwinCell(label, twin, IsParallel: true, m)];
        yield return new TwinCell(strategy.Label, "off", IsParallel: true, m);
        foreach (TwinCell real in Both(strategy.Label, "real"))
            yield return real;
        if (!program.FollowsTape)
        {
            yield return new TwinCell(strategy.Plain, "counted", IsParallel: false, m);
        }
        else
        {
            IEnumerable<TwinCell> plain = [new(LockedStrategy.PlainLabel, "none", false, m), .. Both(strategy.Plain, "plain"), .. Both(strategy.Plain, "plain-private")];
            foreach (TwinCell cell in plain.Where(cell => program.IsParallel || strategy.NeedsGil || !cell.IsParallel))
                yield return cell;
        }

        if (strategy.NeedsGil || !HasMirrors(strategy, program))
            yield break;
        foreach (TwinCell cell in Both(strategy.Label, "private"))
            yield return cell;
        if (!program.IsParallel || !program.FitsLines)
            yield break;
        foreach (TwinCell cell in Both(strategy.Label, "padded"))
            yield return cell;
    }
}
