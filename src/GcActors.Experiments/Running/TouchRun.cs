using System.Diagnostics;
using System.Text.Json.Nodes;
using GcActors.Core.Probes;
using GcActors.Experiments.Settings;

namespace GcActors.Experiments.Running;

/// <summary>Runs a touch loop in a process of its own and says what it took in a row like a trial's, so that gates judge it as they judge a trial.</summary>
public static class TouchRun
{
    /// <param name="settings">Complete (<see cref="TouchCell.Resolve"/>).</param>
    public static JsonObject Of(IReadOnlyDictionary<string, string> settings)
    {
        TouchPlan plan = TouchCell.PlanOf(settings);
        (int warmupMs, int warmups, int measured) = TouchCell.IterationsOf(settings);
        IReadOnlyList<int> cores = CorePinning.AllowedCores();
        using TouchLoop loop = TouchLoop.Of(plan, thread => TryPin(cores, thread));
        MachineUse before = MachineUse.Read();
        long start = Stopwatch.GetTimestamp();
        int warmed = 0;
        for (; warmed < warmups || Stopwatch.GetElapsedTime(start).TotalMilliseconds < warmupMs; warmed++)
            loop.Run();
        int hostCollections = GC.CollectionCount(0);
        TouchTiming[] runs = new TouchTiming[measured];
        for (int i = 0; i < measured; i++)
            runs[i] = loop.Run();
        hostCollections = GC.CollectionCount(0) - hostCollections;
        double windowS = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return Row(settings, plan, runs, warmed, hostCollections, before, MachineUse.Read(), windowS);
    }

    private static bool TryPin(IReadOnlyList<int> cores, int thread)
    {
        if (cores.Count == 0)
            return false;
        CorePinning.PinThisThread(cores[thread % cores.Count]);
        return true;
    }

    private static JsonObject Row(
        IReadOnlyDictionary<string, string> settings, TouchPlan plan, TouchTiming[] runs, int warmups, int hostCollections, MachineUse before, MachineUse after, double windowS) => new()
    {
        ["outcome"] = "passed",
        ["settings"] = FlatSettingsJson.Write(settings),
        ["warmup_iterations"] = warmups,
        ["iterations"] = new JsonArray([.. runs.Select(run => (JsonNode)new JsonObject
        {
            ["wall_ns"] = run.WallNs, ["cpu_ns"] = run.CpuNs, ["steps"] = plan.WholePairs * plan.Threads,
        })]),
        ["overlap"] = 1 - ((double)runs.Sum(run => run.WaitNs) / runs.Sum(run => run.WallNs)),
        ["increments"] = plan.WholePairs * plan.Threads,
        ["decrements"] = plan.WholePairs * plan.Threads,
        ["host"] = new JsonObject
        {
            ["host_collections"] = hostCollections,
            ["quanta_allocated_bytes"] = 0,
            ["other_cpu_cores"] = MachineUse.OtherCores(before, after, windowS),
            ["steal_cores"] = MachineUse.StolenCores(before, after, windowS),
        },
    };
}
