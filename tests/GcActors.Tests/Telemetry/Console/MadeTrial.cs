using System.Diagnostics;
using GcActors.Core.Telemetry;

namespace GcActors.Tests.Telemetry.Console;

/// <summary>A made-up trial with every kind of span that a page has something to say about.</summary>
internal static class MadeTrial
{
    /// <param name="collections">Young ones, the seventh of them a millisecond long; 20 µs apart.</param>
    public static void Run(int collections)
    {
        double end = 2000 + 1000 * collections;
        Activity? trial = Made.Open("trial", null, 0, "trial", (Attributes.Plan, "cpython-3.12"), (Attributes.Workload, "lists"), (Attributes.Mutators, 2));
        Made.Span("set-up", trial, 10, 900, null, (Attributes.Iteration, 0));
        Activity? measured = Made.Open("measured", trial, 1000, null, (Attributes.Iteration, 0));
        Activity? handOver = Made.Span("hand over log", measured, 1100, 1101.5, "mutator/1", (Attributes.Mutator, 1), (Attributes.Epoch, 1));
        for (int i = 1; i <= collections; i++)
        {
            Collection(measured, i, 1000 + 1000 * i, i == 7 ? 40 : 1);
        }

        Epoch(measured, handOver, end - 500);
        measured.End(end);
        Activity? verify = Made.Open("verify", trial, end, null, (Attributes.Iteration, 0));
        verify!.SetStatus(ActivityStatusCode.Error, "a count is below zero");
        verify.End(end + 50);
        trial.End(end + 100);
    }

    private static void Collection(Activity? measured, int number, double at, double slow)
    {
        Activity? collection = Made.Open(
            "collection", measured, at, "collector", (Attributes.StopId, number), (Attributes.Generation, number % 3), (Attributes.Reason, "threshold"));
        Made.Span("request", collection, at, at + 0.8, "mutator/0");
        Activity? stop = Made.Open("stop", collection, at + 1, null, (Attributes.LastToStop, "mutator/1"), (Attributes.LastReason, "waits for the lock"));
        Made.Span("stop mutator", stop, at + 1, at + 3, "mutator/0", (Attributes.Mutator, 0), (Attributes.Activity, "runs a quantum"));
        Activity? last = Made.Open("stop mutator", stop, at + 1, "mutator/1", (Attributes.Mutator, 1), (Attributes.Activity, "waits for the lock"));
        last!.AddEvent(new ActivityEvent("quantum ended", Made.Start.AddTicks((long)((at + 2) * 10))));
        last.End(at + 1 + 10 * slow);
        stop.End(at + 1 + 10 * slow);
        Activity? collect = Made.Open("collect", collection, at + 2 + 10 * slow, null, (Attributes.Collector, "generational"), (Attributes.Freed, 12));
        Made.Span("collect phase", collect, at + 2 + 10 * slow, at + 4 + 10 * slow, null, (Attributes.GcPhase, "update"));
        Made.Span("collect phase", collect, at + 4 + 10 * slow, at + 9 + 10 * slow, null, (Attributes.GcPhase, "subtract"));
        collect.End(at + 10 + 10 * slow);
        Made.Span("resume", collection, at + 10 + 10 * slow, at + 11 + 10 * slow);
        collection.End(at + 11 + 10 * slow);
    }

    private static void Epoch(Activity? measured, Activity? handOver, double at)
    {
        Activity? epoch = Made.Open("epoch", measured, at, "epoch", (Attributes.Epoch, 1), (Attributes.Entries, 4096));
        Activity.Current = null;
        Activity? apply = Sources.Core.StartActivity(
            "apply logs", ActivityKind.Internal, epoch!.Context, links: [new ActivityLink(handOver!.Context), new ActivityLink(new ActivityContext(
                ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None))], startTime: Made.Start.AddTicks((long)(at * 10)));
        apply!.SetTag(Attributes.Actor.Name, "refcount/0");
        apply.End(at + 30);
        epoch.End(at + 40);
    }
}
