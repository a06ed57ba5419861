using System.Text;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Experiments.Settings;

namespace GcActors.Experiments.GcLogs;

/// <summary>
/// A trial's log of collections. It is told of stops when a phase of the trial is over, so formatting and writing disturb no run; what goes wrong with the
/// file after the first lines changes nothing but <see cref="Trouble"/>.
/// </summary>
public sealed class GcLog : ITrialObserver, IDisposable
{
    /// <summary>A run may have 100,000 stops, of a thousand letters each; and what was written is known for whole handfuls only.</summary>
    private const int MostChars = 1 << 13;

    private readonly LineSink _sink;
    private readonly IGcLogFormat _format;
    private readonly StringBuilder _text = new();
    private long? _originNs;
    private long _stops;
    private long _stopsWritten;

    private GcLog(LineSink sink, GcLogDialect dialect, TrialSettings settings)
    {
        _sink = sink;
        _format = dialect == GcLogDialect.Unified ? new UnifiedFormat(TrialNotes.IsVirtual(settings)) : new CPythonFormat(isFreeThreaded: settings.Counting.Strategy == "biased-703");
        _format.Note(_text, TrialNotes.Header(settings), atNs: 0);
        _format.Note(_text, TrialNotes.Legend(dialect), atNs: 0);
        Flush();
    }

    public bool WantsStops => true;

    /// <summary>What went wrong, in one line with the number of stops that are missing; null: nothing.</summary>
    public string? Trouble => _sink.Trouble is { } trouble
        ? $"{_sink.Name}: the log of collections ends early, up to {_stops - _stopsWritten} of {_stops} stops are missing: {trouble}"
        : null;

    /// <summary>Opens the log and writes its first lines, so that what cannot be written is known before the trial begins.</summary>
    /// <param name="target">Where to, and in which dialect.</param>
    /// <param name="settings">Of the trial.</param>
    /// <param name="standardError">What <c>-</c> means.</param>
    /// <exception cref="SettingsException">It cannot be written.</exception>
    public static GcLog Open(GcLogTarget target, TrialSettings settings, TextWriter standardError)
    {
        LineSink sink = target.IsStandardError ? LineSink.To(standardError, "stderr") : LineSink.OpenFile(target.Path);
        var log = new GcLog(sink, target.Dialect, settings);
        if (sink.Trouble is not { } trouble)
            return log;
        log.Dispose();
        throw new SettingsException(target.Path, "cannot be written: " + trouble);
    }

    /// <summary>A log through any writer, for tests.</summary>
    internal static GcLog To(TextWriter writer, GcLogDialect dialect, TrialSettings settings) => new(LineSink.To(writer, "log"), dialect, settings);

    public void IterationEnded(int iteration, bool isWarmup, IterationReport report)
    {
    }

    public void PhaseEnded(TrialPhase phase, IReadOnlyList<StopReport> stops)
    {
        _originNs ??= phase.StartNs;
        foreach (StopReport stop in stops)
        {
            _format.Stop(_text, stop, phase, _originNs.Value);
            _stops++;
            if (_text.Length > MostChars)
                Flush();
        }

        _format.Note(_text, TrialNotes.Phase(phase, stops.Count), phase.EndNs - _originNs.Value);
        Flush();
    }

    public void Dispose() => _sink.Dispose();

    private void Flush()
    {
        _sink.Write(_text.ToString());
        _text.Clear();
        if (_sink.Trouble == null)
            _stopsWritten = _stops;
    }
}
