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
        new("file", "DIR", true, "traces.jsonl and metrics.jsonl there, OTLP JSON Lines", (folder, _) => new FilePipeline(folder)) { Objection = LocalPaths.FolderObjection },
        new("timeline", "FILE", true, "a page to open in a browser, and JSON for Perfetto beside it", (page, _) => new TimelinePipeline(page))
        {
            Objection = LocalPaths.FileObjection,
        },
        new("none", null, false, "nothing", null),
    ];
}
