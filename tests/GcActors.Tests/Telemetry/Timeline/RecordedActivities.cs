using System.Diagnostics;

namespace GcActors.Tests.Telemetry.Timeline;

/// <summary>A small trace made with .NET's own activities: every type of attribute, an event, a link, a parent, an error.</summary>
internal static class RecordedActivities
{
    public static IReadOnlyList<Activity> Make()
    {
        string name = "timeline-tests-" + Guid.NewGuid();
        using ActivitySource source = new(name);
        using ActivityListener listener = new()
        {
            ShouldListenTo = s => s.Name == name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        DateTimeOffset start = new(2026, 11, 22, 10, 0, 0, 123, TimeSpan.Zero);

        Activity root = source.StartActivity("trial", ActivityKind.Internal, default(ActivityContext), startTime: start)!;
        root.SetTag("gcactors.plan", "floor").SetTag("gcactors.mutators", 2).SetTag("ratio", 0.25).SetTag("flag", true)
            .SetTag("names", new[] { "a", "b\"" }).SetTag("huge", long.MaxValue).SetTag("nothing", null);
        Activity collection = source.StartActivity("collection", ActivityKind.Internal, root.Context,
            links: [new ActivityLink(root.Context, new ActivityTagsCollection { ["why"] = "test" })], startTime: start.AddTicks(12_345))!;
        collection.SetTag("gcactors.actor", "collector").SetTag("cpython.gc.generation", 2);
        collection.AddEvent(new ActivityEvent("grant", start.AddTicks(13_000), new ActivityTagsCollection { ["gcactors.pools"] = 3 }));
        collection.SetStatus(ActivityStatusCode.Error, "out of memory </script>");
        collection.SetEndTime(start.AddTicks(20_001).UtcDateTime);
        collection.Stop();
        root.SetEndTime(start.AddTicks(90_000).UtcDateTime);
        root.Stop();
        return [collection, root];
    }
}
