using System.Diagnostics;
using OpenTelemetry;

namespace GcActors.Telemetry.Timeline;

/// <summary>Keeps the spans of a session and writes the timeline when it is flushed or shut down. It never throws: what went wrong is in the tally.</summary>
/// <param name="page">The file; the JSON for other tools goes beside it.</param>
/// <param name="tally">Delivered are the spans in the page that was written last.</param>
/// <param name="mostSpans">Kept; what comes later is lost.</param>
internal sealed class TimelineExporter(string page, Tally tally, int mostSpans = TimelineExporter.DefaultMostSpans) : BaseExporter<Activity>
{
    /// <summary>About 1 GB of memory, and a page of 40 MB.</summary>
    public const int DefaultMostSpans = 1_000_000;

    private readonly Lock _lock = new();
    private readonly List<TimelineSpan> _spans = [];
    private int _written;

    public override ExportResult Export(in Batch<Activity> batch)
    {
        lock (_lock)
        {
            foreach (Activity activity in batch)
            {
                if (_spans.Count < mostSpans)
                {
                    _spans.Add(ActivitySpans.Of(activity));
                }
                else
                {
                    tally.Blame($"{page}: more than {mostSpans:N0} spans");
                }
            }
        }

        return ExportResult.Success;
    }

    protected override bool OnForceFlush(int timeoutMilliseconds) => Write();

    protected override bool OnShutdown(int timeoutMilliseconds) => Write();

    private bool Write()
    {
        lock (_lock)
        {
            if (_written == _spans.Count)
            {
                return true;
            }

            try
            {
                TimelineFiles.Write(page, _spans);
                tally.DeliverSpans(_spans.Count - _written);
                _written = _spans.Count;
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or OutOfMemoryException)
            {
                tally.Blame($"{page}: {e.Message}");
                return false;
            }
        }
    }
}
