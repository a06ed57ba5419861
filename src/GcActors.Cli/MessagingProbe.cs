using System.Text.Json.Nodes;
using GcActors.Core.Host;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;
using GcActors.Runtime;

namespace GcActors.Cli;

/// <summary>Runs a cell that sends messages (<see cref="MessagingCell"/>) and prints a row shaped like a trial's, so that the same gates judge it.</summary>
/// <remarks>Two iterations: what two threads do to each other has no trend that gate G5 could ask for. The figure of an invocation is their median, as of a trial.</remarks>
internal static class MessagingProbe
{
    private const int Iterations = 2;
    private const int Batch = 1000;

    /// <summary>Fifteen others are asked: more than any machine's cores that a mutator shares with them, as in a stop of many mutators.</summary>
    private const int Asked = 15;

    /// <summary>Far beyond the time that a waiting thread spins.</summary>
    private const long SleepNs = 1_000_000;

    public static JsonObject Run(MessagingCell cell)
    {
        var probe = new MailboxProbe(() => RuntimeFactory.Create(cell.Runtime, cell.Seed));
        (int units, Func<long> measure) = Of(cell.Kind, probe);
        Measure(measure);
        (long[] wallNs, HostWindow window) = Measure(measure);
        return new JsonObject
        {
            ["outcome"] = "passed",
            ["settings"] = FlatSettingsJson.Write(cell.Settings),
            ["iterations"] = new JsonArray([.. wallNs.Select(ns => (JsonNode)new JsonObject
            {
                ["wall_ns"] = ns, ["cpu_ns"] = window.ProcessCpuNs / Iterations, ["steps"] = units,
            })]),
            ["order_signature"] = "0",
            ["extra"] = new JsonObject { ["units"] = units, ["bytes_per_unit"] = (double)window.AllocatedBytes / Iterations / units },
            ["host"] = new JsonObject
            {
                ["host_collections"] = window.HostCollections,
                ["quanta_allocated_bytes"] = 0,
                ["process_cpu_ns"] = window.ProcessCpuNs / Iterations,
                ["methods_jitted"] = window.MethodsJitted,
                ["major_faults"] = window.MajorFaults,
                ["other_cpu_cores"] = window.OtherCpuCores,
                ["steal_cores"] = window.StealCores,
            },
        };
    }

    private static (long[] WallNs, HostWindow Window) Measure(Func<long> measure)
    {
        GC.Collect();
        var before = HostWindow.Now();
        long[] wallNs = new long[Iterations];
        for (int i = 0; i < Iterations; i++)
        {
            wallNs[i] = measure();
        }

        return (wallNs, HostWindow.Now() - before);
    }

    /// <summary>How many there are of what is measured, and how long all of them take, ns.</summary>
    private static (int Units, Func<long> MeasureNs) Of(string kind, MailboxProbe probe) => kind switch
    {
        MessagingCell.Stream => (500_000, () => probe.StreamNs(500_000 / Batch, Batch)),
        MessagingCell.RoundTrip => (20_000, () => probe.PingPongNs(20_000)),
        MessagingCell.WakeUp => (100, () => probe.WakeUpsNs(100, SleepNs)),
        MessagingCell.HandShake => (500, () => probe.HandShakesNs(500, Asked)),
        MessagingCell.Spawn => (10_000, () => probe.SpawnsNs(10_000)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such probe of messages"),
    };
}
