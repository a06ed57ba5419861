using System.Diagnostics;
using GcActors.Core.Collection;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Core.Telemetry;

namespace GcActors.Tests.GcLogs;

/// <summary>Stops with numbers that are easy to find again.</summary>
internal static class MadeUpStops
{
    /// <summary>Where the runtime's clock stands when the trial begins.</summary>
    public const long OriginNs = 5_000_000_000;

    public static TrialPhase SetUp { get; } = new(Spans.SetUp, 0, IsWarmup: true, OriginNs, OriginNs + 300_000_000);

    public static TrialPhase Measured { get; } = new(Spans.Measured, 1, IsWarmup: false, OriginNs + 300_000_000, OriginNs + 1_300_000_000);

    public static TrialSettings Settings(string runtime = "threads", string strategy = "unsync") => new()
    {
        Plan = "floor",
        Workload = "lists",
        Mutators = 2,
        Runtime = runtime,
        Seed = 7,
        Counting = new CountingSettings { Strategy = strategy },
    };

    public static StopReport Collection(int generation, string reason = "threshold", long atMs = 400) => new(Report(generation, reason, atMs), Stats());

    public static StopReport Census { get; } = new(Report(-1, "census", 500) with { Before = null, ObjectsFound = 0 }, Stats: null);

    private static CollectionReport Report(int generation, string reason, long atMs) => new()
    {
        Generation = generation,
        Reason = reason,
        Collector = "generational",
        StopId = 3,
        RequestedAtNs = OriginNs + (atMs * 1_000_000),
        TimeToStopNs = 21_000,
        PauseNs = 2_341_499,
        CollectNs = 149_000,
        AskedBy = 1,
        LastToStop = "mutator/0",
        Before = new GenerationSizes(701, 20, 5217),
        ObjectsFound = 12,
        ObjectsFreed = 15,
        Survivors = 689,
        HeapBytesBefore = 24 << 10,
        HeapBytesAfter = (4 << 10) - 1,
        HeapBytesMapped = 256 << 10,
    };

    private static CollectionStats Stats()
    {
        var stats = new CollectionStats();
        stats.Book(new PhaseLap("update", Stopwatch.Frequency / 50_000, IsParallel: false));
        stats.Book(new PhaseLap("subtract", Stopwatch.Frequency / 100_000, IsParallel: false));
        return stats;
    }
}
