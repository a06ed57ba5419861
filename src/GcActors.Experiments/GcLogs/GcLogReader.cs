using System.Text;
using System.Text.RegularExpressions;
using GcActors.Experiments.Settings;

namespace GcActors.Experiments.GcLogs;

/// <summary>
/// Reads a log of collections in either dialect, ours or a real runtime's, by itself or among a program's other output. The last line may be torn.
/// </summary>
public sealed class GcLogReader
{
    private readonly string _file;
    private readonly UnifiedReader _unified = new();
    private readonly CPythonReader _cpython = new();
    private readonly List<GcPause> _pauses = [];
    private readonly List<GcTrialPhase> _trialPhases = [];
    private readonly List<string> _trials = [];
    private GcLogDialect? _dialect;
    private int _withoutPhase;
    private int _lines;
    private int _others;
    private bool _isTorn;

    private GcLogReader(string file) => _file = file;

    /// <exception cref="SettingsException">It cannot be read, or is no such log; the message has the file, and the line where there is one.</exception>
    public static GcLogContent ReadFile(string path)
    {
        if (Directory.Exists(path))
            throw new SettingsException(path, "is a folder");
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file, Encoding.UTF8);
            return Read(reader, path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SettingsException(path, "no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingsException(path, "cannot be read: " + e.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="SettingsException">As for <see cref="ReadFile"/>.</exception>
    public static GcLogContent Read(TextReader reader, string file)
    {
        var log = new GcLogReader(file);
        foreach ((string text, bool isWhole) in LogLines.Of(reader, file))
            log.Add(text, isWhole);
        return log.End();
    }

    private void Add(string text, bool isWhole)
    {
        _lines++;
        int known = _pauses.Count + _trialPhases.Count;
        try
        {
            _others += TryAdd(text) ? 0 : 1;
            _isTorn = !isWhole && _pauses.Count + _trialPhases.Count == known;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            if (isWhole)
                throw new SettingsException($"{_file}:{_lines}", $"{(e is OverflowException ? "a number beyond 64 bits" : e.Message)}: '{Shortened(text)}'");
            _others++;
            _isTorn = true;
        }
    }

    private bool TryAdd(string text)
    {
        if (CPythonReader.IsGc(text))
        {
            Is(GcLogDialect.CPython);
            Keep(_cpython.Read(text));
            return true;
        }

        if (text.StartsWith("# ", StringComparison.Ordinal))
            return TryAddNote(text[2..], GcLogDialect.CPython);
        UnifiedLine line = UnifiedLine.Parse(text);
        if (!line.IsGc)
            return false;
        Is(GcLogDialect.Unified);
        if (line.Tags == "gc,trial" && TryAddNote(line.Message, GcLogDialect.Unified))
        {
            _unified.Stamp(line);
            return true;
        }

        _unified.Stamp(line);
        Keep(_unified.Read(line));
        return true;
    }

    private bool TryAddNote(string note, GcLogDialect dialect)
    {
        if (TrialNotes.IsHeader(note))
        {
            Is(dialect);
            _withoutPhase = 0;
            _unified.Restart();
            _trials.Add(note[(note.IndexOf(':', StringComparison.Ordinal) + 2)..]);
            return true;
        }

        Match phase = TrialNotes.PhaseLine().Match(note);
        if (phase.Success && _trials.Count > 0)
            EndPhase(phase);
        return phase.Success || note == TrialNotes.Legend(dialect);
    }

    private void EndPhase(Match match)
    {
        string name = match.Groups["name"].Value;
        for (int i = _pauses.Count - _withoutPhase; i < _pauses.Count; i++)
            _pauses[i] = _pauses[i] with { TrialPhase = name };
        _withoutPhase = 0;
        _trialPhases.Add(new GcTrialPhase(name, (long)Math.Round(decimal.Parse(match.Groups["ms"].Value) * 1_000_000), int.Parse(match.Groups["stops"].Value)));
    }

    private void Keep(GcPause? pause)
    {
        if (pause == null)
            return;
        _pauses.Add(pause);
        _withoutPhase++;
    }

    private void Is(GcLogDialect dialect)
    {
        _dialect ??= dialect;
        if (_dialect != dialect)
            throw new FormatException($"a line of the {GcLogTarget.Dialects[(int)dialect]} dialect in a log of the {GcLogTarget.Dialects[(int)_dialect]} one");
    }

    private GcLogContent End()
    {
        _cpython.End();
        return new GcLogContent
        {
            File = _file,
            Dialect = _dialect ?? throw new SettingsException(_file, _lines == 0
                ? "no log of collections: the file is empty"
                : $"no log of collections: none of its {_lines} lines is one of CPython's DEBUG_STATS or of a unified log with tag gc"),
            Trials = _trials,
            Pauses = _pauses,
            TrialPhases = _trialPhases,
            SpanNs = _dialect == GcLogDialect.Unified ? _unified.SpanNs : null,
            Lines = _lines,
            OtherLines = _others,
            IsTorn = _isTorn,
            Unfinished = _cpython.Unfinished,
        };
    }

    private static string Shortened(string text) => text.Length <= 80 ? text : text[..79] + "…";
}
