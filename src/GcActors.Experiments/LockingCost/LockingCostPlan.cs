using System.Globalization;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;

namespace GcActors.Experiments.LockingCost;

/// <summary>Whose locking cost is to be split, and what twins there are for it.</summary>
/// <param name="Workload">The program.</param>
/// <param name="Base">Settings of every cell.</param>
/// <param name="Strategies">At least one.</param>
/// <param name="Programs">By mutators, rising; at least one.</param>
public sealed record LockingCostPlan(
    string Workload, IReadOnlyDictionary<string, string> Base, IReadOnlyList<LockedStrategy> Strategies, IReadOnlyList<RecordedProgram> Programs)
{
    /// <summary>Known costs, ns (experiments.md 01, <i>Dose</i>).</summary>
    public static readonly IReadOnlyList<int> UsualDosesNs = [0, 2, 4, 8, 16];

    /// <summary>Those of them that quick runs: two make a slope.</summary>
    public static readonly IReadOnlyList<int> QuickDosesNs = [0, 8];

    /// <summary>The strategy that plain twins are named in: any that the catalog has for every kind of sharing; they take nothing from it.</summary>
    public const string StrategyOfPlainTwins = "atomic";

    /// <summary>Known costs that are put into each strategy with the fewest mutators beyond one, ns an operation, to be found again; empty: none.</summary>
    public IReadOnlyList<int> DosesNs { get; init; } = [];

    /// <summary>Where they are put, if a strategy has such a place.</summary>
    public IReadOnlyList<DosePlace> DosePlaces { get; init; } = [DosePlace.Operation];

    /// <summary>Settings of the cells with doses, over those of the twins.</summary>
    public IReadOnlyDictionary<string, string> DoseSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Every cell, each once.</summary>
    public IReadOnlyList<TwinCell> Cells =>
        [.. Splits.SelectMany(split => CellsOf(split.Strategy, split.Program).Concat(DosesOf(split.Strategy, split.Program))).Distinct()];

    /// <summary>One a program and strategy that can run it.</summary>
    public IReadOnlyList<CostParts> Splits => [.. Programs.SelectMany(program => Strategies.Where(strategy => !(strategy.IsForOne && program.IsParallel))
        .Select(strategy => new CostParts(this, strategy, program)))];

    /// <summary>From what an experiment file says; what it leaves out is known of the strategies.</summary>
    /// <param name="spec">The file's.</param>
    /// <param name="levelsOf">Levels of a factor in the profile at hand.</param>
    /// <param name="settings">Of all twins.</param>
    /// <param name="path">Of the file, for messages.</param>
    /// <exception cref="SettingsException">A strategy's settings are wrong.</exception>
    public static LockingCostPlan Of(SplitSpec spec, Func<Factor, IReadOnlyList<FactorLevel>> levelsOf, IReadOnlyDictionary<string, string> settings, string path)
    {
        RecordedProgram[] programs = [.. levelsOf(spec.Mutators).Select(level => new RecordedProgram(
            int.Parse(level.Name, CultureInfo.InvariantCulture), spec.Unconfined.GetValueOrDefault(level.Name), !spec.WithoutLines.Contains(level.Name)))
            .OrderBy(program => program.Mutators)];
        return new LockingCostPlan(
            settings.GetValueOrDefault("workload", ""),
            settings,
            [.. levelsOf(spec.Strategies).Select(level => StrategyOf(level, settings, programs[^1].Mutators, path))],
            programs)
        {
            DosesNs = [.. levelsOf(spec.Doses).Select(level => int.Parse(level.Name, CultureInfo.InvariantCulture))],
            DosePlaces = spec.DosePlaces,
            DoseSettings = spec.DoseSettings,
        };
    }

    private static LockedStrategy StrategyOf(FactorLevel level, IReadOnlyDictionary<string, string> settings, int mutators, string path)
    {
        var cell = new Dictionary<string, string>(settings);
        foreach ((string key, string value) in level.Settings)
            cell[key] = value;
        return LockedStrategy.Of(level.Name, level.Settings, TrialSettingsBuilder.Resolve(cell, Vocabulary.Core, path).Settings, mutators);
    }

    /// <summary>Whether a strategy's counts, or for a lock around plain counts those, can be moved to mirrors.</summary>
    public static bool HasMirrors(LockedStrategy strategy, RecordedProgram program) => program.FollowsTape && (strategy.NeedsGil || strategy.NoMirror is null);

    /// <summary>Whether what the mutators note and what refcount actors do with it have twins of their own.</summary>
    public static bool HasHalves(LockedStrategy strategy, RecordedProgram program) => strategy is { HasLogs: true, NoAppend: null } && program.FollowsTape;

    /// <summary>Where known costs are put in here: a slope needs two.</summary>
    public IEnumerable<DosePlace> PlacesOf(LockedStrategy strategy, RecordedProgram program) =>
        DosesNs.Count > 1 && program == (Programs.FirstOrDefault(p => p.IsParallel && !strategy.IsForOne) ?? Programs[0])
            ? DosePlaces.Where(place => place.IsIn(strategy))
            : [];

    private IEnumerable<TwinCell> DosesOf(LockedStrategy strategy, RecordedProgram program) =>
        PlacesOf(strategy, program).SelectMany(place => DosesNs.Select(ns => new TwinCell(strategy.Label, place.Twin, IsParallel: true, program.Mutators, ns, place)));

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
        else if (strategy.HasLogs)
        {
            yield return new TwinCell(LockedStrategy.PlainLabel, "none", IsParallel: false, m);
            yield return new TwinCell(strategy.Plain, "plain", IsParallel: false, m);
        }
        else
        {
            IEnumerable<TwinCell> plain = [new(LockedStrategy.PlainLabel, "none", false, m), .. Both(strategy.Plain, "plain"), .. Both(strategy.Plain, "plain-private")];
            foreach (TwinCell cell in plain.Where(cell => program.IsParallel || strategy.NeedsGil || !cell.IsParallel))
                yield return cell;
        }

        if (HasHalves(strategy, program))
        {
            foreach (TwinCell cell in Both(strategy.Label, "append").Concat(Both(strategy.Label, "discard")))
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
