using System.Diagnostics;
using OpenTelemetry;

namespace GcActors.Telemetry.Timeline;

/// <summary>
/// Keeps the spans of a session and writes the timeline when it is flushed or shut down. It never throws: what went wrong is in <see cref="Trouble"/>, for
/// whoever reports it once.
/// </summary>
/// <param name="page">The file; the JSON for other tools goes beside it.</param>
/// <param name="mostSpans">Kept; what comes later is counted in <see cref="Dropped"/>.</param>
public sealed class TimelineExporter(string page, int mostSpans = TimelineExporter.DefaultMostSpans) : BaseExporter<Activity>
{
    /// <summary>About 1 GB of memory, and a page of 40 MB.</summary>
    public const int DefaultMostSpans = 1_000_000;

    private readonly Lock _lock = new();
    private readonly List<TimelineSpan> _spans = [];
    private bool _isWritten;

    /// <summary>Spans that did not find a place.</summary>
    public long Dropped { get; private set; }

    /// <summary>Spans in the page that was written last.</summary>
    public long Written { get; private set; }

    /// <summary>Why the last attempt to write failed; null: it didn't.</summary>
    public string? Trouble { get; private set; }

    public override ExportResult Export(in Batch<Activity> batch)
    {
        lock (_lock)
        {
            foreach (Activity activity in batch)
            {
                if (_spans.Count < mostSpans)
                {
                    _spans.Add(ActivitySpans.Of(activity));
                    _isWritten = false;
                }
                else
                {
                    Dropped++;
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
            if (_isWritten)
            {
                return true;
            }

            try
            {
                TimelineFiles.Write(page, _spans);
                _isWritten = true;
                Written = _spans.Count;
                Trouble = null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or OutOfMemoryException)
            {
                Trouble = $"{page}: {e.Message}";
            }

            return _isWritten;
        }
    }
}
