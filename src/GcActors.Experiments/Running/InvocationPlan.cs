using GcActors.Experiments.Predicates;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Running;

/// <summary>
/// Randomised complete blocks (rule A2): each block runs every cell once, in an order of its own drawn from the plan's seed, between two
/// canaries. Pure: the same experiment gives the same invocations.
/// </summary>
public sealed class InvocationPlan
{
    private const int MostEnvironmentBytes = 4095;

    /// <summary>Rounds draw from streams that no block uses.</summary>
    private const ulong FirstRoundStream = 1UL << 32;

    private static readonly IReadOnlyDictionary<string, string> CanarySettings = new Dictionary<string, string> { [Canary.SettingKey] = "1" };

    private readonly Experiment _experiment;
    private readonly Dictionary<string, (string TrialId, IReadOnlyDictionary<string, string> Settings)> _trials;

    /// <exception cref="Exception">What <paramref name="settings"/> throws for a combination that cannot run.</exception>
    public InvocationPlan(Experiment experiment, ISettingsResolver settings)
    {
        _experiment = experiment;
        _trials = experiment.Cells.ToDictionary(cell => cell.Name, cell => Complete(cell, settings));
    }

    public IReadOnlyList<Invocation> Block(int block)
    {
        if (_experiment.File.IsExact)
            return [.. _experiment.Cells.Select((cell, index) => Timed(cell.Name, block, 0, index, 0))];
        var random = SplitMix64.Stream(_experiment.Seed, (ulong)block);
        List<string> order = [.. _experiment.Cells.Select(cell => cell.Name)];
        random.Shuffle(order);
        return Enclose([.. order.Select(cell => (cell, block))], block, 0, ref random);
    }

    /// <summary>What failed, once more, between canaries of its own; each keeps the block whose place it takes.</summary>
    public IReadOnlyList<Invocation> Round(int round, IReadOnlyList<(string Cell, int Block)> failed)
    {
        var random = SplitMix64.Stream(_experiment.Seed, FirstRoundStream + (ulong)round);
        List<(string, int)> order = [.. failed];
        random.Shuffle(order);
        return Enclose(order, -1, round, ref random);
    }

    public IReadOnlyList<Invocation> Verification() => [.. _experiment.Cells.Where(cell => cell.DoubleOf is null && !IsCanary(cell.Settings))
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
