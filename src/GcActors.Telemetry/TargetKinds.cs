using GcActors.Telemetry.Discarding;
using GcActors.Telemetry.Files;
using GcActors.Telemetry.Otlp;
using GcActors.Telemetry.Printing;
using GcActors.Telemetry.Timeline;

namespace GcActors.Telemetry;

/// <summary>All kinds of targets; one line each.</summary>
internal static class TargetKinds
{
    public static IReadOnlyList<TargetKind> All { get; } =
    [
        new("console", null, false, "span tree and metrics on stderr, at the end", (_, context) => new ConsolePipeline(context)),
        new("otlp", "ENDPOINT", false, "an OTLP receiver", (endpoint, _) => new OtlpPipeline(endpoint)) { Objection = OtlpEndpoint.Objection },
        new("file", "DIR", false, "traces.jsonl and metrics.jsonl in DIR (traces), OTLP JSON Lines", (folder, _) => new FilePipeline(folder))
        {
            Objection = LocalPaths.FolderObjection,
            PathIn = folder => folder,
        },
        new("timeline", "FILE", false, "FILE (traces/timeline.html) to open in a browser, and JSON for Perfetto beside it", (page, _) => new TimelinePipeline(page))
        {
            Objection = LocalPaths.FileObjection,
            PathIn = folder => Path.Combine(folder, "timeline.html"),
        },
        new("discard", null, false, "made and thrown away: what tracing itself costs", (_, _) => new DiscardPipeline()),
        new("none", null, false, "nothing", null),
    ];
}
