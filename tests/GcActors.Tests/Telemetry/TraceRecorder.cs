using System.Collections.Concurrent;
using System.Diagnostics;
using GcActors.Core.Telemetry;

namespace GcActors.Tests.Telemetry;

/// <summary>Listens to one trace: that of a span of its own, in which the test's trials are begun. Trials of other tests do not notice it.</summary>
internal sealed class TraceRecorder : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _spans = [];

    /// <param name="samples">What the sampler says of roots.</param>
    public TraceRecorder(bool samples = true)
    {
        Root = new Activity("test");
        Root.SetIdFormat(ActivityIdFormat.W3C);
        Root.Start();
        ActivityTraceId mine = Root.TraceId;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Sources.CoreName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                samples && options.Parent.TraceId == mine ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId == mine)
                {
                    _spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Activity Root { get; }

    /// <summary>In the order in which they ended.</summary>
    public IReadOnlyList<Activity> Spans => [.. _spans];

    public void Dispose()
    {
        _listener.Dispose();
        Root.Stop();
    }
}
