using System.Diagnostics;
using GcActors.Core.Telemetry;
using GcActors.Telemetry;

namespace GcActors.Tests.Telemetry;

/// <summary>Made-up spans with times that a test chooses, as the core makes them: ended in bursts, parents explicit.</summary>
internal static class Made
{
    /// <summary>When made-up trials begin.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A span that is not ended yet; null when nobody listens.</summary>
    /// <param name="fromUs">Microseconds after <see cref="Start"/>.</param>
    public static Activity? Open(string name, Activity? parent, double fromUs, string? lane = null, params (AttributeDefinition Key, object? Value)[] attributes)
    {
        // Otherwise a span without a parent would lie in whatever is current.
        Activity.Current = null;
        Activity? span = Sources.Core.StartActivity(
            name, ActivityKind.Internal, parent?.Context ?? default, startTime: Start.AddTicks((long)(fromUs * 10)));
        Activity.Current = null;
        if (lane is not null)
        {
            span?.SetTag(Attributes.Actor.Name, lane);
        }

        foreach ((AttributeDefinition key, object? value) in attributes)
        {
            span?.SetTag(key.Name, value);
        }

        return span;
    }

    public static void End(this Activity? span, double atUs)
    {
        span?.SetEndTime(Start.AddTicks((long)(atUs * 10)).UtcDateTime);
        span?.Stop();
    }

    public static Activity? Span(
        string name, Activity? parent, double fromUs, double toUs, string? lane = null, params (AttributeDefinition Key, object? Value)[] attributes)
    {
        Activity? span = Open(name, parent, fromUs, lane, attributes);
        span.End(toUs);
        return span;
    }

    /// <summary>So many siblings below one root, all ended at once.</summary>
    public static void Burst(int count)
    {
        Activity? root = Open("trial", null, 0, "trial");
        for (int i = 0; i < count - 1; i++)
        {
            Span("collection", root, i, i + 0.5, "collector", (Attributes.StopId, i + 1));
        }

        root.End(count);
    }

    public static SessionContext Context(TextWriter? console = null) => new() { TrialId = "0123456789abcdef", Commit = "feedc0de", Console = console ?? TextWriter.Null };

    public static TelemetrySession Session(params string[] targets) => TelemetrySession.Start(targets.Select(Target), Context());

    public static TelemetryTarget Target(string text) =>
        TelemetryTarget.TryParse(text, out TelemetryTarget? target, out string? problem) ? target : throw new InvalidOperationException(problem);
}
