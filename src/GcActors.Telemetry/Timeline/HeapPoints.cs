using GcActors.Core.Telemetry;

namespace GcActors.Telemetry.Timeline;

/// <summary>Bytes of heap mapped, as stops of the world have seen it at their beginning and end.</summary>
internal static class HeapPoints
{
    /// <summary>By time.</summary>
    public static IEnumerable<(long UnixNs, long Bytes)> Of(TimelineTrial trial) => trial.Spans.SelectMany(Of).OrderBy(point => point.UnixNs);

    private static IEnumerable<(long UnixNs, long Bytes)> Of(TimelineSpan span)
    {
        if (span.NumberOf(Attributes.HeapBytesBefore.Name) is { } before)
        {
            yield return (span.StartUnixNs, before);
        }

        if (span.NumberOf(Attributes.HeapBytesAfter.Name) is { } after)
        {
            yield return (span.EndUnixNs, after);
        }
    }
}
