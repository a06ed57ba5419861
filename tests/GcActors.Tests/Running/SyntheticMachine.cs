using System.Text.Json.Nodes;
using GcActors.Experiments.Running;
using GcActors.Experiments.Statistics;

namespace GcActors.Tests.Running;

/// <summary>Answers invocations with rows whose truth is known: plain 1 ns a pair, atomic 4, shared dearer. Deterministic by invocation.</summary>
internal sealed class SyntheticMachine : ITrialInvoker
{
    public const double Steps = 3_600_000;
    public const double Pairs = 4;

    public List<Invocation> Invoked { get; } = [];

    /// <summary>Another process on each core: overlap falls and nothing else shows it.</summary>
    public bool IsBusy { get; init; }

    /// <summary>May change a row, or throw.</summary>
    public Func<Invocation, JsonObject, JsonObject> Disturb { get; init; } = (_, row) => row;

    public JsonObject Invoke(Invocation invocation, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        JsonObject row = Disturb(invocation, invocation.Settings.ContainsKey(Canary.SettingKey) ? CanaryRow() : TrialRow(invocation));
        Invoked.Add(invocation);
        return row;
    }

    private JsonObject CanaryRow() => new()
    {
        ["outcome"] = "passed",
        ["overlap"] = IsBusy ? 0.5 : 0.99,
        ["settings"] = new JsonObject { ["canary"] = "1", ["mutators"] = "2" },
        ["iterations"] = new JsonArray(new JsonObject { ["wall_ns"] = 150_000_000L, ["cpu_ns"] = 0, ["steps"] = 0 }),
        ["extra"] = new JsonObject { ["plain_ns"] = 1.0, ["atomic_ns"] = 4.0, ["shared_ns"] = 12.0 },
        ["host"] = Host(),
    };

    private JsonObject TrialRow(Invocation invocation)
    {
        int mutators = int.Parse(invocation.Settings["mutators"]);
        int hot = int.Parse(invocation.Settings["workload.hot_percent"]);
        double pairNs = PairNs(invocation.Settings["counting.strategy"], invocation.Settings.ContainsKey("counting.immortal"), mutators, hot);
        var noise = SplitMix64.Stream((ulong)invocation.Block, (ulong)invocation.OrderIndex);
        var iterations = new JsonArray();
        for (int i = 0; i < 4; i++)
        {
            long wall = (long)(pairNs * Steps * Pairs / mutators * (1 + ((noise.Below(2000) - 1000) / 100_000.0)));
            iterations.Add(new JsonObject { ["wall_ns"] = wall, ["cpu_ns"] = wall * mutators, ["steps"] = Steps });
        }

        return new JsonObject
        {
            ["outcome"] = "passed",
            ["settings"] = new JsonObject(invocation.Settings.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))),
            ["iterations"] = iterations,
            ["overlap"] = IsBusy ? 0.5 : 0.99,
            ["allocs"] = 3 + (10 * mutators),
            ["frees"] = 0,
            ["increments"] = Steps * Pairs,
            ["decrements"] = Steps * Pairs,
            ["check"] = $"{hot}/{mutators}",
            ["host"] = Host(),
        };
    }

    private static double PairNs(string strategy, bool isImmortal, int mutators, int hot) => (strategy, isImmortal) switch
    {
        ("racing-pinned", _) => 1,
        ("gil", _) => 1.05 * mutators,
        (_, true) when hot == 100 => 1.2,
        _ => mutators == 2 ? 4 + (hot * 0.16) : 4,
    };

    private static JsonObject Host() => new()
    {
        ["host_collections"] = 0,
        ["quanta_allocated_bytes"] = 0,
        ["major_faults"] = 0,
        ["methods_jitted"] = 0,
        ["other_cpu_cores"] = 0.02,
        ["steal_cores"] = 0.0,
    };
}
