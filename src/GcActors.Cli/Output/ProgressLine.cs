using System.Diagnostics;

namespace GcActors.Cli.Output;

/// <summary>One line on stderr that is written over; silent when nobody watches. At most ten times a second, so that it costs nothing.</summary>
internal sealed class ProgressLine(CliContext context) : IDisposable
{
    private const string EraseLine = "\r\u001b[K";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private long lastTimestamp;
    private bool isShown;

    public void Show(string text)
    {
        lock (gate)
        {
            if (context.IsErrorTerminal && (lastTimestamp == 0 || Stopwatch.GetElapsedTime(lastTimestamp) > Interval))
            {
                context.Error.Write(EraseLine + text);
                lastTimestamp = Stopwatch.GetTimestamp();
                isShown = true;
            }
        }
    }

    /// <summary>Takes the line away, so that the next output starts clean.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (isShown)
            {
                context.Error.Write(EraseLine);
            }
        }
    }
}
