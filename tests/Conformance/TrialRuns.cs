using GcActors.Core;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Core.Workloads;
using GcActors.Tests.Runtime;

namespace GcActors.Tests.Protocol;

/// <summary>Settings of small trials and the way to run them.</summary>
internal static class TrialRuns
{
    /// <summary>A verified trial of a workload in its small size, without collections.</summary>
    public static TrialSettings Small(string workload, string strategy = "unsync", string allocator = "leased", int mutators = 1) => new()
    {
        Plan = "test",
        Workload = workload,
        Mutators = mutators,
        Runtime = "simulation",
        Counting = new CountingSettings { Strategy = strategy, SwitchIntervalUs = 20 },
        Collection = new CollectionSettings { Trigger = "never", Collector = Catalog.Counter(strategy)!.Traits.IsTraced ? "backup-trace" : "generational" },
        Heap = new HeapSettings { Allocator = allocator },
        Schedule = new ScheduleSettings { QuantumSteps = 100, Pin = "none" },
        Verify = new VerifySettings { Level = "end" },
        Measure = new MeasureSettings { WarmupIterations = 0 },
        Parameters = Catalog.ParametersOf(workload).ToDictionary(p => p.Name, SmallText),
    };

    public static TrialReport Run(TrialSettings settings, ulong? scheduleSeed = null) =>
        Trial.Run(settings, TestedRuntimes.Create(settings.Runtime, scheduleSeed ?? settings.Seed));

    public static TrialReport RunWith(TrialSettings settings, PlantedFaults faults, ulong scheduleSeed) =>
        Trial.Run(settings, TestedRuntimes.Create(settings.Runtime, scheduleSeed), null, faults, CancellationToken.None);

    private static string SmallText(WorkloadParameter parameter) =>
        parameter.DefaultText ?? (parameter.Choices is { } choices ? choices[parameter.Small] : parameter.Small.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
