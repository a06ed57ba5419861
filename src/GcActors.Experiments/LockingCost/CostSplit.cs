using System.Globalization;
using GcActors.Experiments.Predicates;

namespace GcActors.Experiments.LockingCost;

/// <summary>The split of an experiment: its twins as cells, a language of their own for the sums, and the sums by name for the experiment's claims.</summary>
public sealed class CostSplit : ICostSums
{
    /// <summary>In the order in which <see cref="TwinCell.Term(string)"/> names them.</summary>
    private static readonly string[] s_tags = ["strategy", "twin", "mode", "M", "lanes", "dose"];

    private readonly HashSet<string> _names;

    private CostSplit(LockingCostPlan plan, IReadOnlyList<Cell> cells)
    {
        _names = [.. cells.Select(cell => cell.Name)];
        Plan = plan;
        Cells = cells;
        Language = new CellLanguage(new CellIndex(s_tags, cells), CostMetrics.Of(plan.Strategies));
    }

    public LockingCostPlan Plan { get; }

    public IReadOnlyList<Cell> Cells { get; }

    /// <summary>Of the twins: <c>cpu[atomic, real, serial, M=2]</c>.</summary>
    public CellLanguage Language { get; }

    /// <summary>One a strategy and program.</summary>
    public IReadOnlyList<CostParts> All => Plan.Splits;

    /// <param name="plan">What there is to split.</param>
    /// <param name="overrides">Settings over those of all cells.</param>
    public static CostSplit Of(LockingCostPlan plan, IReadOnlyDictionary<string, string> overrides) =>
        new(plan, [.. plan.Cells.Select(cell => new Cell(cell.Name, TagsOf(cell), Lay(plan.Base, cell.DoseNs is null ? [] : plan.DoseSettings, SettingsOf(plan, cell), overrides)))]);

    /// <summary>Settings that cells differ in: nobody can set them for all.</summary>
    public IEnumerable<string> OwnKeys => Plan.Cells.SelectMany(cell => SettingsOf(Plan, cell).Keys).Distinct();

    /// <summary>Whether a cell of this name is a twin.</summary>
    public bool Has(string cell) => _names.Contains(cell);

    /// <inheritdoc/>
    public Expression Find(string key, IReadOnlyDictionary<string, string> tags)
    {
        CostParts[] found = [.. All.Where(parts => Agrees("strategy", parts.Strategy.Label)
            && Agrees("M", parts.Program.Mutators.ToString(CultureInfo.InvariantCulture)))];
        if (found.Length != 1)
            throw new ArgumentException($"[{string.Join(", ", tags.Select(t => $"{t.Key}={t.Value}"))}] means {(found.Length == 0 ? "no split" : "several splits")} (there are "
                + $"{string.Join("; ", All.Select(parts => $"{parts.Strategy.Label}, {parts.Program.Mutators}"))})");
        return found[0].SumOf(key) is { } text ? Language.ParseExpression(text) : throw new ArgumentException(found[0].WhyNoSum(key));

        bool Agrees(string tag, string value) => !tags.TryGetValue(tag, out string? wanted) || wanted == value;
    }

    private static Dictionary<string, string> TagsOf(TwinCell cell)
    {
        var tags = new Dictionary<string, string>
        {
            ["strategy"] = cell.Strategy,
            ["twin"] = cell.Twin,
            ["mode"] = cell.Mode,
            ["M"] = cell.Mutators.ToString(CultureInfo.InvariantCulture),
            ["lanes"] = cell.Lanes.ToString(CultureInfo.InvariantCulture),
        };
        if (cell.DoseNs is { } dose)
            tags["dose"] = dose.ToString(CultureInfo.InvariantCulture);
        return tags;
    }

    private static Dictionary<string, string> SettingsOf(LockingCostPlan plan, TwinCell cell)
    {
        IReadOnlyDictionary<string, string> strategy = plan.Strategies.FirstOrDefault(s => s.Label == cell.Strategy)?.Settings ?? new Dictionary<string, string>
        {
            ["counting.strategy"] = LockingCostPlan.StrategyOfPlainTwins,
            ["counting.immortal"] = cell.Strategy.EndsWith(LockedStrategy.ImmortalSuffix, StringComparison.Ordinal) ? "pinned" : "none",
        };
        return new Dictionary<string, string>(strategy)
        {
            ["counting.twin"] = cell.DoseNs is null ? cell.Twin : "off",
            ["counting.dose_site"] = cell.Place?.Site ?? "none",
            ["counting.dose_ns"] = ((cell.DoseNs ?? 0) * (cell.Place?.Scale ?? 1)).ToString(CultureInfo.InvariantCulture),
            ["mutators"] = cell.Mutators.ToString(CultureInfo.InvariantCulture),
            ["runtime"] = cell.IsParallel ? "threads" : "serial",
        };
    }

    private static Dictionary<string, string> Lay(params IEnumerable<KeyValuePair<string, string>>[] layers)
    {
        var laid = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, string value) in layers.SelectMany(layer => layer))
            laid[key] = value;
        return laid;
    }
}
