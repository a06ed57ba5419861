using System.Globalization;
using System.Text.RegularExpressions;

namespace GcActors.Experiments.GcLogs;

/// <summary>Reads lines of a unified log: ours, and a JVM's as far as pauses and their phases go.</summary>
internal sealed class UnifiedReader
{
    /// <summary>Lines of several threads may change places; another run's times begin again.</summary>
    private const long RestartNs = 1_000_000_000;

    private const string TimeToStop = "Time to stop";

    private readonly List<GcPhaseTime> _phases = [];
    private string _phaseOf = "";
    private string _parent = "";
    private string? _last;
    private long? _unreachable;
    private long? _uncollectable;
    private long? _startNs;
    private long _endNs;
    private long _spanNs;

    /// <summary>From first to last stamp; null: there was none.</summary>
    public long? SpanNs => _startNs is { } start ? _spanNs + _endNs - start : null;

    /// <summary>Books the time stamp.</summary>
    public void Stamp(UnifiedLine line)
    {
        if (line.AtNs is not { } at)
            return;
        if (_startNs is { } start && at < _endNs - RestartNs)
        {
            _spanNs += _endNs - start;
            _startNs = _endNs = at;
        }

        _startNs ??= at;
        _endNs = Math.Max(_endNs, at);
    }

    /// <summary>Another run begins.</summary>
    public void Restart()
    {
        _spanNs = SpanNs ?? 0;
        _startNs = null;
        _endNs = 0;
    }

    /// <returns>A pause, if the line ends one.</returns>
    /// <exception cref="FormatException">It begins like a pause and is none.</exception>
    public GcPause? Read(UnifiedLine line)
    {
        if (UnifiedLine.Pause().Match(line.Message) is { Success: true } pause)
            return PauseOf(pause);
        if (UnifiedLine.PauseLike().IsMatch(line.Message))
            throw new FormatException("a pause that cannot be read");
        if (UnifiedLine.Phase().Match(line.Message) is { Success: true } phase)
            AddPhase(phase);
        else if (UnifiedLine.Objects().Match(line.Message) is { Success: true } objects)
            (_unreachable, _uncollectable) = (Number(objects, "unreachable"), Number(objects, "uncollectable"));
        return null;
    }

    private GcPause PauseOf(Match match)
    {
        Match what = UnifiedLine.What().Match(match.Groups["what"].Value);
        string name = what.Success ? what.Groups["name"].Value.ToLowerInvariant() : match.Groups["what"].Value;
        string[] groups = [.. what.Groups["group"].Captures.Select(c => c.Value)];
        bool isMiddle = name == "young" && groups.Contains("Middle");
        bool isOwn = match.Groups["id"].Value == _phaseOf;
        GcPhaseTime? toStop = isOwn ? _phases.Where(p => p.Name == TimeToStop).Select(p => (GcPhaseTime?)p).FirstOrDefault() : null;
        var pause = new GcPause
        {
            Kind = isMiddle ? "middle" : name,
            Generation = (name, isMiddle) switch { ("young", false) => 0, ("young", true) => 1, ("full", _) => 2, _ => null },
            PauseNs = NsOf(match),
            Cause = groups.Length > 0 ? groups[^1] : null,
            HeapBytesBefore = Bytes(match, "before"),
            HeapBytesAfter = Bytes(match, "after"),
            HeapBytesMapped = Bytes(match, "mapped"),
            Unreachable = isOwn ? _unreachable : null,
            Uncollectable = isOwn ? _uncollectable : null,
            TimeToStopNs = toStop?.Ns,
            LastToStop = isOwn ? _last : null,
            Phases = isOwn ? [.. _phases] : [],
        };
        Forget("");
        return pause;
    }

    private void AddPhase(Match match)
    {
        if (match.Groups["id"].Value != _phaseOf)
            Forget(match.Groups["id"].Value);
        string name = match.Groups["name"].Value.TrimStart();
        if (match.Groups["indent"].Length == 3)
            _parent = name;
        else
            name = $"{_parent}: {name}";
        _phases.Add(new GcPhaseTime(name, NsOf(match)));
        if (match.Groups["last"] is { Success: true, Value: var last })
            _last = last;
    }

    private void Forget(string id)
    {
        _phaseOf = id;
        _phases.Clear();
        _parent = "";
        _last = null;
        _unreachable = _uncollectable = null;
    }

    private static long NsOf(Match match)
    {
        string text = match.Groups["ms"].Value.Replace(',', '.');
        return (long)Math.Round(decimal.Parse(text, CultureInfo.InvariantCulture) * 1_000_000);
    }

    private static long? Bytes(Match match, string group)
    {
        if (!match.Groups[group].Success)
            return null;
        int shift = 10 * "BKMGT".IndexOf(match.Groups[group + "Unit"].Value, StringComparison.Ordinal);
        return checked(Number(match, group) * (1L << shift));
    }

    private static long Number(Match match, string group) => long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
}
