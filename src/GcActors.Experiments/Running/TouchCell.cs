using System.Globalization;
using GcActors.Core.Probes;
using GcActors.Core.Wording;
using GcActors.Experiments.Settings;

namespace GcActors.Experiments.Running;

/// <summary>A cell that runs a bare loop of counts instead of a workload (<see cref="TouchLoop"/>): a price. Of the settings that trials have it takes those named in
/// <see cref="Defaults"/>, and leaves the others of its experiment's base alone.</summary>
public static class TouchCell
{
    /// <summary>Settings with this key are no trial but a touch loop.</summary>
    public const string StrategyKey = "touch.strategy";

    private const string Prefix = "touch.";
    private const string MutatorsKey = "mutators";
    private const string ImmortalKey = "touch.immortal";
    private const string ByKey = "touch.by";
    private const string PlaceKey = "touch.place";
    private const string CallKey = "touch.call";
    private const string ObjectsKey = "touch.objects";
    private const string StrideKey = "touch.stride_bytes";
    private const string OrderKey = "touch.order";
    private const string PairsKey = "touch.pairs";
    private const string WarmupMsKey = "measure.warmup_ms";
    private const string WarmupKey = "measure.warmup_iterations";
    private const string IterationsKey = "measure.iterations";

    /// <summary>Every key with what it is if it is not given; <see cref="StrategyKey"/> always is.</summary>
    public static IReadOnlyDictionary<string, string> Defaults { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [MutatorsKey] = "1", [ImmortalKey] = "none", [ByKey] = "maker", [PlaceKey] = "own", [CallKey] = "0", [ObjectsKey] = "1", [StrideKey] = "128",
        [OrderKey] = "interleaved", [PairsKey] = "5000000", [WarmupMsKey] = "0", [WarmupKey] = "1", [IterationsKey] = "10",
    };

    public static bool Is(IReadOnlyDictionary<string, string> settings) => settings.ContainsKey(StrategyKey);

    /// <summary>The settings of the loop, complete.</summary>
    /// <exception cref="SettingsException">Naming the key and what would be right.</exception>
    public static IReadOnlyDictionary<string, string> Resolve(IReadOnlyDictionary<string, string> settings)
    {
        string[] known = [StrategyKey, .. Defaults.Keys];
        string? unknown = settings.Keys.FirstOrDefault(key => key.StartsWith(Prefix, StringComparison.Ordinal) && !known.Contains(key));
        if (unknown is not null)
            throw new SettingsException(unknown, $"no such key of a touch loop{NearestName.Hint(unknown, known, "there are")}");
        var resolved = known.ToDictionary(key => key, key => settings.GetValueOrDefault(key) ?? Defaults[key]);
        PlanOf(resolved);
        IterationsOf(resolved);
        return resolved;
    }

    /// <exception cref="SettingsException">Naming the key and what would be right.</exception>
    public static TouchPlan PlanOf(IReadOnlyDictionary<string, string> settings)
    {
        string strategy = Word(settings, StrategyKey, [.. TouchLoop.Strategies]);
        var plan = new TouchPlan
        {
            Strategy = strategy,
            Threads = (int)Number(settings, MutatorsKey, 1, 64),
            IsImmortal = Word(settings, ImmortalKey, "none", "pinned") == "pinned",
            ByStranger = Word(settings, ByKey, "maker", "stranger") == "stranger",
            IsShared = Word(settings, PlaceKey, "own", "shared") == "shared",
            ThroughCalls = Word(settings, CallKey, "0", "1") == "1",
            Objects = (int)Number(settings, ObjectsKey, 1, 1_000_000),
            StrideBytes = (int)Number(settings, StrideKey, TouchLoop.LeastStrideBytes(strategy), 4096),
            IsInterleaved = Word(settings, OrderKey, "interleaved", "separate") == "interleaved",
            Pairs = Number(settings, PairsKey, 1, 1_000_000_000_000),
        };
        if (plan.IsImmortal && strategy == TouchPlan.CompareAndSwap)
            throw new SettingsException(ImmortalKey, $"'{strategy}' is a primitive and tests nothing; use none, or another strategy");
        if (plan.StrideBytes % TouchLoop.LeastStrideBytes(strategy) != 0)
            throw new SettingsException(StrideKey, $"{plan.StrideBytes} is no multiple of {TouchLoop.LeastStrideBytes(strategy)}, which '{strategy}' needs");
        return plan;
    }

    /// <summary>Least warm-up in ms and in runs, and measured runs.</summary>
    public static (int WarmupMs, int Warmups, int Measured) IterationsOf(IReadOnlyDictionary<string, string> settings) =>
        ((int)Number(settings, WarmupMsKey, 0, 600_000), (int)Number(settings, WarmupKey, 0, 1000), (int)Number(settings, IterationsKey, 1, 100_000));

    private static string Word(IReadOnlyDictionary<string, string> settings, string key, params string[] words) =>
        words.Contains(settings[key]) ? settings[key] : throw new SettingsException(key, $"'{settings[key]}' is none of {string.Join(", ", words)}");

    private static long Number(IReadOnlyDictionary<string, string> settings, string key, long least, long most) =>
        long.Parse(WholeNumber.Canonical(null, settings[key], least, most, key), CultureInfo.InvariantCulture);
}
