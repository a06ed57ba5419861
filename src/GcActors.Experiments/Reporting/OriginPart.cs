using System.Text.Json.Nodes;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Reporting;

/// <summary>On what it ran, how it was measured, and all that is needed to do it again.</summary>
internal static class OriginPart
{
    public static IEnumerable<ReportBlock> Of(RunFolder run)
    {
        yield return new ReportHeading("Host");
        yield return run.Host is { } host && HostFacts(host).Any() ? new ReportFacts([.. HostFacts(host)]) : new ReportParagraph("Not recorded.", Tone.Warning);
        yield return new ReportHeading("Method");
        yield return new ReportList([.. Method(run)]);
        yield return new ReportHeading("Provenance");
        yield return run.Manifest is { } manifest ? new ReportFacts([.. ManifestFacts(manifest)]) : new ReportParagraph("Not recorded.", Tone.Warning);
        if (Settings(run) is { Count: > 0 } settings)
            yield return new ReportDetails("Settings that all cells share", [new ReportFacts(settings)]);
        if (run.Manifest?["command_line"]?.ToString() is { Length: > 0 } line)
        {
            yield return new ReportHeading("To repeat it");
            yield return new ReportCode(line);
        }
    }

    private static IEnumerable<(string, string)> HostFacts(JsonObject host)
    {
        foreach ((string key, string path) in new[]
        {
            ("operating system", "operating_system"), ("kernel", "kernel"), ("architecture", "architecture"), ("processor", "cpu/model"), ("cores used", "cpu/usable_cores"),
            ("cores allowed", "cpu/allowed_list"), ("clock source", "cpu/clock_source"), ("governor", "cpu/governor"), ("turbo", "cpu/turbo"), ("hypervisor", "cpu/hypervisor"),
            ("memory, bytes", "memory/total_bytes"), ("transparent huge pages", "memory/transparent_huge_pages"), ("page, bytes", "memory/page_bytes"),
            ("load when it began", "load"), (".NET", "runtime/version"), ("clock step, ns", "runtime/clock_step_ns"), ("taken", "taken_at"),
        })
        {
            if (Find(host, path) is { } value)
                yield return (key, Text(value));
        }

        if (Find(host, "runtime/gc_settings") is JsonObject gc)
            yield return ("collector of .NET here", Text(gc));
    }

    private static IEnumerable<string> Method(RunFolder run)
    {
        if (run.Analysis?.Experiment is not { } experiment)
        {
            yield return "Unknown without the experiment's file.";
            yield break;
        }

        if (experiment.File.IsExact)
        {
            yield return "Counts of seeded runs: each cell runs once, and the same seed gives the same counts, so there are no intervals.";
            yield break;
        }

        Profile profile = experiment.Profile;
        yield return $"Unit: an invocation is one process that runs one cell; its value is the median of its measured iterations, after a warm-up of {Setting("measure.warmup_ms")} ms and {Setting("measure.warmup_iterations")} iterations.";
        yield return $"Blocks: {profile.Blocks}; each runs every cell once, in an order drawn from the seed {experiment.Seed}, between two canaries. Ratios and differences are taken inside a block.";
        yield return $"Intervals: 95 %. {(profile.Blocks < Statistics.IntervalEstimator.BootstrapFromBlocks
            ? "Student's t over blocks, of logarithms for ratios"
            : $"percentile bootstrap over blocks, then iterations, {Statistics.IntervalEstimator.Resamples} resamples")}; a ratio is a geometric mean over blocks.";
        yield return "Claims have three values: true if the whole interval agrees, false if none of it does, else inconclusive.";
        yield return "Gates void an invocation that was disturbed; it is repeated at the end. A cell that still lacks blocks makes what uses it inconclusive. Nothing else is left out.";

        string Setting(string key) => experiment.Cells.Select(cell => cell.Settings.GetValueOrDefault(key)).OfType<string>().FirstOrDefault("?");
    }

    private static IEnumerable<(string, string)> ManifestFacts(JsonObject manifest) =>
        s_manifestKeys.Select(key => (key.Replace('_', ' '), manifest[key] is { } value ? Text(value) : "not recorded"));

    private static readonly string[] s_manifestKeys =
    [
        "experiment", "revision", "profile", "blocks", "seed", "overrides", "commit", "dirty", "lock_file_hash", "assembly_hash", "predicate_hash", "plan_hash", "sdk_version",
        "runtime_version", "build_flags", "child_environment", "created_utc",
    ];

    /// <summary>Of the trials as they were resolved; what cells differ in is in their names.</summary>
    private static List<(string, string)> Settings(RunFolder run)
    {
        JsonObject[] cells = [.. (run.Manifest?["cells"] as JsonArray ?? []).OfType<JsonObject>().Select(cell => cell["settings"]).OfType<JsonObject>()];
        return cells.Length == 0
            ? []
            : [.. cells[0].Where(s => cells.All(cell => cell[s.Key]?.ToString() == s.Value?.ToString())).Select(s => (s.Key, s.Value?.ToString() ?? ""))];
    }

    private static JsonNode? Find(JsonObject json, string path)
    {
        JsonNode? at = json;
        foreach (string key in path.Split('/'))
            at = (at as JsonObject)?[key];
        return at;
    }

    private static string Text(JsonNode value) => value switch
    {
        JsonObject map => map.Count == 0 ? "none" : string.Join(", ", map.Select(entry => $"{entry.Key}={entry.Value}")),
        JsonArray list => string.Join(", ", list.Select(item => item?.ToString())),
        _ => value.ToString(),
    };
}
