using System.Text.Json.Nodes;
using GcActors.Core.Collection;
using GcActors.Core.Probes;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Measuring;

/// <summary><c>measure collector</c>: a full collection of the random graph of workloads.md 5.2, once live and once as garbage, checked against the backup
/// trace.</summary>
internal static class MeasureCollector
{
    public static JsonObject Run(MeasureOptions options)
    {
        CollectionOrder order = options.Order == "place" ? CollectionOrder.Place : CollectionOrder.CPython;
        CollectorProbeResult result = CollectorProbe.Measure(
            new CollectorProbeOptions(options.Nodes, options.Edges, options.Workers, order, options.HugePages, options.Repetitions));
        if (result.Disagreements.Count > 0)
        {
            throw new SettingsException("measure collector", "the collector and the backup trace disagree: " + result.Disagreements[0]);
        }

        return new JsonObject
        {
            ["nodes"] = options.Nodes,
            ["edges"] = options.Edges,
            ["workers"] = options.Workers,
            ["order"] = options.Order,
            ["huge_pages"] = options.HugePages,
            ["live_ns_per_object"] = Math.Round(result.LiveNsPerObject, 2),
            ["first_live_ns_per_object"] = Math.Round(result.FirstLiveNsPerObject, 2),
            ["garbage_ns_per_object"] = Math.Round(result.GarbageNsPerObject, 2),
            ["collected"] = result.Collected,
            ["serial_share"] = Math.Round(result.SerialShare, 3),
            ["amdahl_limit"] = Math.Round(result.AmdahlLimit, 2),
            ["heap_bytes"] = result.HeapBytes,
            ["side_bytes"] = result.SideBytes,
            ["live_phase_ns"] = Phases(result.LivePhaseNs),
            ["garbage_phase_ns"] = Phases(result.GarbagePhaseNs),
            ["repetitions"] = options.Repetitions,
        };
    }

    private static JsonObject Phases(IReadOnlyDictionary<string, long> phases) => new(phases.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value)));
}
