using GcActors.Core;
using GcActors.Core.Catalogs;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Core.Workloads;
using GcActors.Experiments.Settings;

namespace GcActors.Experiments.Matrix;

/// <summary>
/// Every workload × counting strategy in each variant with each cure × collector × allocator. A workload comes once for each kind of sharing that one of its switches
/// leads to. What is valid is <see cref="Preflight"/>'s to say.
/// </summary>
public static class Combinations
{
    /// <summary>The collector column of trials in which nothing collects.</summary>
    public const string NoCollection = "never";

    /// <summary>Parameters with more values than this are no switches.</summary>
    private const int MostSwitchValues = 4;

    /// <param name="mutators">How many, where the workload allows it; else the nearest number that it does.</param>
    public static IEnumerable<Combination> All(int mutators) =>
        from workload in Catalog.Workloads
        from variant in VariantsOf(workload.Name, mutators)
        from form in Catalog.CounterForms
        from collector in (string[])[NoCollection, .. Catalog.Collectors.Select(c => c.Name)]
        from allocator in Catalog.Allocators
        select Make(variant, form, collector, allocator.Name);

    private static Combination Make(Variant variant, CounterForm form, string collector, string allocator)
    {
        TrialSettings settings = variant.Settings with
        {
            Counting = variant.Settings.Counting with { Strategy = form.Strategy, Variant = form.Variant, Cure = form.Cure },
            Collection = variant.Settings.Collection with { Collector = collector, Trigger = "stress" },
            Heap = variant.Settings.Heap with { Allocator = allocator },
        };
        if (collector == NoCollection)
        {
            settings = WithoutCollection(settings);
        }

        string? refusal = Preflight.Check(settings).Where(f => !f.IsWarning).Select(f => $"{f.Key}: {f.Message}").FirstOrDefault();
        return new Combination(
            settings.Workload, variant.Name, variant.Shares, form.Name, collector, allocator, settings, refusal);
    }

    /// <summary>The one collection that ends a trial is left, by the first collector that may do it.</summary>
    private static TrialSettings WithoutCollection(TrialSettings settings)
    {
        IEnumerable<TrialSettings> candidates = Catalog.Collectors.Select(
            c => settings with { Collection = settings.Collection with { Collector = c.Name, Trigger = "never" } });
        return candidates.First(s => Preflight.Check(s).All(f => f.Key != "collection.collector"));
    }

    private static IEnumerable<Variant> VariantsOf(string workload, int mutators)
    {
        IReadOnlyList<WorkloadParameter> parameters = Catalog.ParametersOf(workload);
        var small = new SortedDictionary<string, string>(
            parameters.ToDictionary(p => p.Name, WorkloadParameterText.SmallOf), StringComparer.Ordinal);
        TrialSettings settings = Small(workload, Catalog.NearestMutators(workload, mutators), small);
        var first = new Variant("", Preflight.SharingOf(settings), settings);
        var others = from parameter in parameters
                     where parameter.Max - parameter.Min < MostSwitchValues
                     from value in WorkloadParameterText.ValuesOf(parameter)
                     let changed = settings with { Parameters = new SortedDictionary<string, string>(small, StringComparer.Ordinal) { [parameter.Name] = value } }
                     select new Variant($"{parameter.Name}={value}", Preflight.SharingOf(changed), changed);
        return others.Prepend(first).DistinctBy(v => v.Shares);
    }

    private static TrialSettings Small(string workload, int mutators, IReadOnlyDictionary<string, string> parameters) => new()
    {
        Plan = "matrix",
        Workload = workload,
        Mutators = mutators,
        Runtime = "simulation",
        Parameters = parameters,
        Counting = new CountingSettings { SwitchIntervalUs = 20 },
        Collection = new CollectionSettings { StressEvery = 2000 },
        Schedule = new ScheduleSettings { QuantumSteps = 50, Pin = "none" },
        Verify = new VerifySettings { Level = "collections" },
        Measure = new MeasureSettings { WarmupIterations = 0 },
    };

    private sealed record Variant(string Name, string Shares, TrialSettings Settings);
}
