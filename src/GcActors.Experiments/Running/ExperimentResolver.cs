using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GcActors.Core.Settings;
using GcActors.Core.Wording;
using GcActors.Experiments.LockingCost;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Settings;

namespace GcActors.Experiments.Running;

/// <summary>Expands the matrix and reads the claims: the same file, profile, overrides, cores and cells left out give the same experiment.</summary>
public static class ExperimentResolver
{
    /// <summary>As a level list: 1, 2, 4, … and the number of cores.</summary>
    public const string UpToCores = "up-to-cores";

    /// <summary>The setting that has a trial traced.</summary>
    public const string TelemetryKey = "telemetry.target";

    /// <summary>What a sum of the split is named by, where the matrix has no such factors.</summary>
    private static readonly string[] s_tagsOfSums = ["strategy", "M"];

    /// <param name="file">As read.</param>
    /// <param name="profileName">One of the file's.</param>
    /// <param name="overrides">Dotted keys laid over every cell.</param>
    /// <param name="cores">Up to which levels may go.</param>
    /// <param name="seed">Of the plan; null: the file's.</param>
    /// <param name="whyMissing">Why the build cannot run a cell, which is left out then; null where it can.</param>
    /// <exception cref="ExperimentFileException">A level, tag, setting or claim that cannot be.</exception>
    public static Experiment Resolve(ExperimentFile file, string profileName, IReadOnlyDictionary<string, string> overrides, int cores,
        ulong? seed = null, Func<Cell, string?>? whyMissing = null)
    {
        Profile profile = file.Profiles.GetValueOrDefault(profileName) ?? throw new ExperimentFileException(
            $"{file.Path}: there is no profile '{profileName}'");
        RefuseFactors(file, overrides);
        var shared = Merge(file.Base, profile.Settings);
        Cell[] described = [.. ExpandMatrix(file, profile, cores).Concat(file.ExplicitCells)
            .Select(cell => cell with { Settings = Merge(shared, cell.Settings, overrides) })];
        List<LeftOut> leftOut = [.. described.Select(cell => new LeftOut(LeftOut.Cell, cell.Name, whyMissing?.Invoke(cell) ?? "")).Where(one => one.Reason.Length > 0)];
        List<Cell> cells = [.. described.Where(cell => leftOut.All(one => one.Name != cell.Name))];
        CostSplit? split = file.Split is { } spec ? SplitOf(file, spec, profile, shared, overrides, cores) : null;
        IEnumerable<string> tags = file.Matrix.Select(f => f.Name).Concat(file.ExplicitCells.SelectMany(c => c.Tags.Keys)).Concat(split is null ? [] : s_tagsOfSums);
        string[] tagOrder = [.. tags.Distinct()];
        var language = new CellLanguage(new CellIndex(tagOrder, [.. cells]), file.Metrics, split);
        PredicateSpec[] claims = [.. file.Predicates.Where(p => p.AppliesTo(profileName))];
        if (leftOut.Count > 0)
            claims = LeaveOutClaims(claims, language, new CellLanguage(new CellIndex(tagOrder, described), file.Metrics, split), leftOut);
        cells.AddRange(split?.Cells ?? []);
        RefuseEqualNames(file, cells, leftOut);
        if (file.AaPair is { } twin)
            cells.Add(DoubleOf(file, twin.Of.ContainsKey("twin") && split is not null ? split.Language.Cells : language.Cells, twin));
        return new Experiment
        {
            File = file,
            Profile = profile,
            Seed = seed ?? file.Seed,
            Cores = cores,
            Overrides = overrides,
            Cells = cells,
            LeftOut = leftOut,
            Language = language,
            Split = split,
            Predicates = [.. claims.Select(p => (p, Parse(file, p, language)))],
            PredicateHash = HashOf(file.Predicates),
            IsTracedOnDemand = overrides.GetValueOrDefault(TelemetryKey, TelemetrySettings.NoTarget) != TelemetrySettings.NoTarget,
        };
    }

    private static CostSplit SplitOf(
        ExperimentFile file, SplitSpec spec, Profile profile, Dictionary<string, string> shared, IReadOnlyDictionary<string, string> overrides, int cores)
    {
        try
        {
            var split = CostSplit.Of(
                LockingCostPlan.Of(spec, factor => LevelsOf(file, profile, factor, cores), Merge(shared, spec.Settings), file.Path), overrides);
            return split.OwnKeys.FirstOrDefault(overrides.ContainsKey) is { } own
                ? throw new ExperimentFileException($"'{own}' is what the twins of {file.Id} differ in: it cannot be set for all")
                : split;
        }
        catch (SettingsException e)
        {
            throw new ExperimentFileException($"split: {e.Message}");
        }
    }

    private static IEnumerable<Cell> ExpandMatrix(ExperimentFile file, Profile profile, int cores)
    {
        if (file.Matrix.Count == 0)
            return [];
        IEnumerable<Cell> cells = [new Cell("", new Dictionary<string, string>(), new Dictionary<string, string>())];
        foreach (Factor factor in file.Matrix)
        {
            IReadOnlyList<FactorLevel> levels = LevelsOf(file, profile, factor, cores);
            cells = [.. cells.SelectMany(cell => levels.Select(level => Extend(cell, factor, level)))];
        }

        return cells.Where(cell => !file.Exclude.Any(tags => tags.All(t => cell.Tags.TryGetValue(t.Key, out string? level) && t.Value.Contains(level))));
    }

    private static Cell Extend(Cell cell, Factor factor, FactorLevel level) => new(
        cell.Name.Length == 0 ? level.Name : $"{cell.Name},{factor.Name}={level.Name}",
        new Dictionary<string, string>(cell.Tags) { [factor.Name] = level.Name },
        Merge(cell.Settings, level.Settings));

    private static IReadOnlyList<FactorLevel> LevelsOf(ExperimentFile file, Profile profile, Factor factor, int cores)
    {
        if (!profile.Levels.TryGetValue(factor.Name, out IReadOnlyList<string>? chosen))
            return factor.Levels;
        IEnumerable<string> names = chosen is [UpToCores] ? MutatorsUpTo(cores) : chosen;
        return [.. names.Select(name => factor.Setting is not null ? factor.LevelOf(name) : NamedLevel(file, factor, name))];
    }

    private static FactorLevel NamedLevel(ExperimentFile file, Factor factor, string name) =>
        factor.Levels.FirstOrDefault(level => level.Name == name)
        ?? throw new ExperimentFileException(
            $"{file.Path}: factor '{factor.Name}' has no level '{name}'{NearestName.Hint(name, factor.Levels.Select(l => l.Name), "it has")}");

    private static IEnumerable<string> MutatorsUpTo(int cores)
    {
        var counts = new SortedSet<int> { 1, cores };
        for (int count = 2; count <= cores; count *= 2)
            counts.Add(count);
        return counts.Select(count => count.ToString(CultureInfo.InvariantCulture));
    }

    private static Cell DoubleOf(ExperimentFile file, CellIndex index, CellDouble twin)
    {
        Cell original = index.TheOne(twin.Of, out string problem) ?? throw new ExperimentFileException($"{file.Path}: the A/A pair: {problem}");
        return original with { Name = twin.Name, DoubleOf = original.Name };
    }

    private static PredicateNode Parse(ExperimentFile file, PredicateSpec spec, CellLanguage language)
    {
        try
        {
            return language.ParsePredicate(spec.Text);
        }
        catch (PredicateSyntaxException e)
        {
            throw new ExperimentFileException($"{file.Path}: predicate {spec.Id}: {e.Message}");
        }
    }

    /// <summary>A claim speaks of a cell that is left out if it can be read with all that the file describes, and not with what is there.</summary>
    private static PredicateSpec[] LeaveOutClaims(PredicateSpec[] claims, CellLanguage present, CellLanguage described, List<LeftOut> leftOut)
    {
        PredicateSpec[] unsaid = [.. claims.Where(claim => !CanRead(claim, present) && CanRead(claim, described))];
        leftOut.AddRange(unsaid.Select(claim => new LeftOut(LeftOut.Claim, claim.Id, "it speaks of a cell that is left out")));
        return [.. claims.Except(unsaid)];
    }

    private static bool CanRead(PredicateSpec claim, CellLanguage language)
    {
        try
        {
            language.ParsePredicate(claim.Text);
            return true;
        }
        catch (PredicateSyntaxException)
        {
            return false;
        }
    }

    private static void RefuseFactors(ExperimentFile file, IReadOnlyDictionary<string, string> overrides)
    {
        string? factor = file.Matrix.SelectMany(f => f.Levels.SelectMany(l => l.Settings.Keys)).FirstOrDefault(overrides.ContainsKey);
        if (factor is not null)
            throw new ExperimentFileException($"'{factor}' is a factor of {file.Id}: setting it would make its cells equal");
    }

    private static void RefuseEqualNames(ExperimentFile file, List<Cell> cells, List<LeftOut> leftOut)
    {
        if (cells.Count == 0 && leftOut.Count > 0)
            throw new ExperimentFileException($"{file.Path}: there is no cell that this build can run: {leftOut[0].Reason}");
        string? twice = cells.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (cells.Count == 0 || twice is not null)
            throw new ExperimentFileException(twice is null ? $"{file.Path}: there is no cell" : $"{file.Path}: there are two cells '{twice}'");
    }

    private static Dictionary<string, string> Merge(params IReadOnlyDictionary<string, string>[] layers)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, string value) in layers.SelectMany(layer => layer))
            merged[key] = value;
        return merged;
    }

    private static string HashOf(IReadOnlyList<PredicateSpec> predicates) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', predicates.Select(p => $"{p.Id}|{p.When}|{p.Text}")))));
}
