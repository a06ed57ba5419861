using System.Globalization;
using GcActors.Core.Counting.Twins;
using GcActors.Core.Objects;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Experiments.LockingCost;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Locking;

/// <summary>Finds out which twins there are for a program: asks preflight, and records it once for each number of mutators.</summary>
internal sealed class LockingCostPlanner(LockingCostOptions options, CliContext context)
{
    private static readonly string[] s_ours = ["mutators", "runtime", "workload", "counting.strategy", "counting.variant", "counting.immortal", "counting.twin", "counting.dose_site",
        "counting.dose_ns"];

    /// <summary>What twins need, and what keeps everything but counts out of the way.</summary>
    private static readonly Dictionary<string, string> s_base = new(StringComparer.Ordinal)
    {
        ["plan"] = "floor",
        ["seed"] = "1",
        ["heap.allocator"] = "leased",
        ["collection.trigger"] = "never",
        ["collection.collector"] = "backup-trace",
        ["schedule.pin"] = "compact",
        ["verify.level"] = "off",
    };

    /// <summary>The size of experiment 01's quick form: the usual one takes half a second an iteration.</summary>
    private static readonly Dictionary<string, string> s_quickHot = new(StringComparer.Ordinal)
    {
        ["workload.steps"] = "252000",
        ["workload.work"] = "8",
    };

    /// <summary>Strategies that cannot be split are named on stderr and left out.</summary>
    /// <exception cref="SettingsException">There is nothing to split.</exception>
    public LockingCostPlan Plan()
    {
        Dictionary<string, string> shared = Base();
        LockedStrategy[] strategies = [.. options.Strategies.Select(name => StrategyOf(name, shared)).OfType<LockedStrategy>()];
        if (strategies.Length == 0)
        {
            throw new SettingsException("--strategies", "none of them can be split");
        }

        return new LockingCostPlan(options.Workload, shared, strategies, [.. options.Mutators.Select(m => Record(shared, m))])
        {
            DosesNs = options.HasDoses ? LockingCostPlan.UsualDosesNs : [],
            DosePlaces = DosePlace.All,
        };
    }

    private Dictionary<string, string> Base()
    {
        var settings = new Dictionary<string, string>(s_base, StringComparer.Ordinal) { ["workload"] = options.Workload };
        if (options.Workload == "hot" && !options.IsFull)
        {
            Lay(settings, s_quickHot);
        }

        foreach (SettingAssignment set in options.Settings)
        {
            if (s_ours.Contains(set.Key))
            {
                throw new SettingsException(set.Origin, $"'{set.Key}' is what the cells differ in, or an option of its own; see 'locking-cost --help'");
            }

            settings[set.Key] = set.Value;
        }

        return settings;
    }

    private LockedStrategy? StrategyOf(string written, Dictionary<string, string> shared)
    {
        bool isImmortal = written.EndsWith(LockedStrategy.ImmortalSuffix, StringComparison.Ordinal);
        string[] words = (isImmortal ? written[..^LockedStrategy.ImmortalSuffix.Length] : written).Split('/', 2);
        var own = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["counting.strategy"] = words[0],
            ["counting.variant"] = words.ElementAtOrDefault(1) ?? "auto",
            ["counting.immortal"] = isImmortal ? "pinned" : "none",
        };
        int most = options.Mutators[^1];
        TrialSettings settings = Resolve(shared, own, most, "real");
        var strategy = LockedStrategy.Of(written.Replace('/', '.'), own, settings, most);
        // What counts right for one mutator only is split with one, if that was asked for too.
        bool isWithOne = strategy.IsForOne && options.Mutators[0] == 1;
        if (Preflight.Check(isWithOne ? settings with { Mutators = 1 } : settings).FirstOrDefault(f => !f.IsWarning) is { } refusal)
        {
            context.Error.WriteLine($"{written} is left out: {refusal.Key}: {refusal.Message}");
            return null;
        }

        return strategy;
    }

    private RecordedProgram Record(Dictionary<string, string> shared, int mutators)
    {
        TrialSettings settings = Resolve(
            shared, new Dictionary<string, string> { ["counting.strategy"] = LockingCostPlan.StrategyOfPlainTwins }, mutators, TwinForms.None);
        TrialChecks.Check(settings with { Runtime = "serial" }, context);
        using Tape tape = TrialRun.Record(settings, context.Cancellation);
        return new RecordedProgram(mutators, tape.Unconfined, tape.HighestCell < TwinMemory.MostLines);
    }

    private TrialSettings Resolve(Dictionary<string, string> shared, Dictionary<string, string> own, int mutators, string twin)
    {
        var cell = new Dictionary<string, string>(shared, StringComparer.Ordinal);
        Lay(cell, own);
        cell["mutators"] = mutators.ToString(CultureInfo.InvariantCulture);
        cell["counting.twin"] = twin;
        return TrialSettingsBuilder.Resolve(cell, context.Vocabulary, "locking-cost").Settings;
    }

    private static void Lay(Dictionary<string, string> settings, Dictionary<string, string> over)
    {
        foreach ((string key, string value) in over)
        {
            settings[key] = value;
        }
    }
}
