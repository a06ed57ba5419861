using GcActors.Experiments.Predicates;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Running;

/// <summary>
/// Randomised complete blocks (rule A2): each block runs every cell once, in an order of its own drawn from the plan's seed, between two
/// canaries. In the first block cells at the ends and the middle of their dials come before the others (rule A8), each part in random order; one block of
/// many is then not wholly random, and a sweep that is interrupted in it shows its shape. Pure: the same experiment gives the same invocations.
/// </summary>
public sealed class InvocationPlan
{
    private const int MostEnvironmentBytes = 4095;

    /// <summary>Rounds draw from streams that no block uses.</summary>
    private const ulong FirstRoundStream = 1UL << 32;

    private static readonly IReadOnlyDictionary<string, string> CanarySettings = new Dictionary<string, string> { [Canary.SettingKey] = "1" };

    private readonly Experiment _experiment;
    private readonly IReadOnlyDictionary<string, (string TrialId, IReadOnlyDictionary<string, string> Settings)> _trials;

    /// <exception cref="Exception">What <paramref name="settings"/> throws for a combination that cannot run.</exception>
    public InvocationPlan(Experiment experiment, ISettingsResolver settings)
        : this(experiment, experiment.Cells.ToDictionary(cell => cell.Name, cell => Complete(cell, settings)))
    {
    }

    /// <param name="experiment">Resolved.</param>
    /// <param name="trials">By cell: what the settings were completed to.</param>
    public InvocationPlan(Experiment experiment, IReadOnlyDictionary<string, (string TrialId, IReadOnlyDictionary<string, string> Settings)> trials)
    {
        _experiment = experiment;
        _trials = trials;
    }

    public IReadOnlyList<Invocation> Block(int block)
    {
        if (_experiment.File.IsExact)
            return [.. LevelOrder.EndsFirst(_experiment).Select((cell, index) => Timed(cell, block, 0, index, 0))];
        var random = SplitMix64.Stream(_experiment.Seed, (ulong)block);
        List<string> order = [.. _experiment.Cells.Select(cell => cell.Name)];
        random.Shuffle(order);
        if (block == 0)
            order = LevelOrder.EndsFirst(_experiment, order);
        return Enclose([.. order.Select(cell => (cell, block))], block, 0, ref random);
    }

    /// <summary>What failed, once more, between canaries of its own; each keeps the block whose place it takes.</summary>
    /// <param name="round">From 1.</param>
    /// <param name="failed">Places of the plan.</param>
    /// <param name="shard">Whose blocks these are.</param>
    public IReadOnlyList<Invocation> Round(int round, IReadOnlyList<(string Cell, int Block)> failed, Shard shard)
    {
        var random = SplitMix64.Stream(_experiment.Seed, FirstRoundStream + (ulong)round);
        List<(string, int)> order = [.. failed];
        random.Shuffle(order);
        return [.. Enclose(order, -1, round, ref random).Select(invocation => invocation with { Shard = ShardNumber(shard) })];
    }

    /// <summary>What a shard runs before it repeats anything: a list for the verification, if there is any, then one for each of its blocks.</summary>
    public IReadOnlyList<IReadOnlyList<Invocation>> Groups(Shard shard)
    {
        if (_experiment.File.IsExact)
            return [[.. Block(0).Where(invocation => shard.Has(invocation.OrderIndex)).Select(invocation => invocation with { Shard = ShardNumber(shard) })]];
        IEnumerable<IReadOnlyList<Invocation>> verification = _experiment.Profile.Verify && shard.Has(0) ? [Verification()] : [];
        return [.. verification.Concat(Enumerable.Range(0, _experiment.Profile.Blocks).Where(shard.Has).Select(Block))
            .Select(group => (IReadOnlyList<Invocation>)[.. group.Select(invocation => invocation with { Shard = ShardNumber(shard) })])];
    }

    private static int ShardNumber(Shard shard) => shard.Count == 1 ? 0 : shard.Index;

    /// <summary>Twins have nothing that could be verified; that they did their tape's work is gate G4.</summary>
    public IReadOnlyList<Invocation> Verification() => [.. _experiment.ComparedCells.Where(cell => cell.DoubleOf is null && !IsCanary(cell.Settings) && !ProbeCell.Is(cell.Settings))
        .Select((cell, index) => ForVerification(cell.Name, index))];

    private List<Invocation> Enclose(List<(string Cell, int Block)> order, int canaryBlock, int round, ref SplitMix64 random)
    {
        var group = new List<Invocation> { CanaryAt(Invocation.CanaryFirst, canaryBlock, round, 0) };
        foreach ((string cell, int block) in order)
            group.Add(Timed(cell, block, round, group.Count, random.Below(MostEnvironmentBytes + 1)));
        group.Add(CanaryAt(Invocation.CanaryLast, canaryBlock, round, group.Count));
        return group;
    }

    private Invocation Timed(string cell, int block, int round, int orderIndex, int environmentBytes) => new()
    {
        Kind = InvocationKind.Timed,
        Cell = cell,
        Block = block,
        Round = round,
        OrderIndex = orderIndex,
        TrialId = _trials[cell].TrialId,
        Settings = _trials[cell].Settings,
        EnvironmentBytes = environmentBytes,
        Limit = Limit,
    };

    private Invocation ForVerification(string cell, int index) => Timed(cell, -1, 0, index, 0) with
    {
        Kind = InvocationKind.Verify,
        Settings = new Dictionary<string, string>(_trials[cell].Settings)
        {
            ["verify.level"] = "end",
            ["measure.warmup_ms"] = "0",
            ["measure.warmup_iterations"] = "0",
            ["measure.iterations"] = "1",
        },
    };

    private Invocation CanaryAt(string place, int block, int round, int orderIndex) => new()
    {
        Kind = InvocationKind.Canary,
        Cell = place,
        Block = block,
        Round = round,
        OrderIndex = orderIndex,
        TrialId = Canary.SettingKey,
        Settings = CanarySettings,
        EnvironmentBytes = 0,
        Limit = Limit,
    };

    private TimeSpan Limit => TimeSpan.FromSeconds(_experiment.Profile.TrialLimitS);

    private static (string, IReadOnlyDictionary<string, string>) Complete(Cell cell, ISettingsResolver settings)
    {
        ISettingsResolver resolver = IsCanary(cell.Settings) ? new VerbatimSettings() : settings;
        IReadOnlyDictionary<string, string> resolved = resolver.Resolve(cell.Settings);
        return (resolver.TrialId(resolved), resolved);
    }

    private static bool IsCanary(IReadOnlyDictionary<string, string> settings) => settings.ContainsKey(Canary.SettingKey);
}
