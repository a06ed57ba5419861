using System.Globalization;
using System.Text;
using GcActors.Core.Protocol;
using GcActors.Experiments.GcLogs;
using GcActors.Experiments.Settings;

namespace GcActors.Experiments.Operations;

/// <summary>
/// The operations that a trial's rings keep (<c>telemetry.operations</c>), as CSV: one line each, by iteration and mutator. Written behind each run; what goes wrong
/// with the file later on changes nothing but <see cref="Trouble"/>.
/// </summary>
public sealed class OperationLog : ITrialObserver, IDisposable
{
    private const string Header = "iteration,mutator,number,at_ns,operation,object\n";
    private const int MostChars = 1 << 16;

    private readonly LineSink _sink;
    private readonly StringBuilder _text = new(Header);
    private long _operations;
    private long _written;

    private OperationLog(LineSink sink)
    {
        _sink = sink;
        Flush();
    }

    /// <summary>What went wrong, in one line with the number of operations that are missing; null: nothing.</summary>
    public string? Trouble => _sink.Trouble is { } trouble
        ? $"{_sink.Name}: ends early, up to {_operations - _written} of {_operations} operations are missing: {trouble}"
        : null;

    /// <param name="path">A file that is not there yet.</param>
    /// <exception cref="SettingsException">It is there, or cannot be written.</exception>
    public static OperationLog Open(string path)
    {
        if (File.Exists(path))
            throw new SettingsException(path, "exists; operations go into a new file");
        var log = new OperationLog(LineSink.OpenFile(path));
        if (log._sink.Trouble is not { } trouble)
            return log;
        log.Dispose();
        throw new SettingsException(path, "cannot be written: " + trouble);
    }

    public void IterationEnded(int iteration, bool isWarmup, IterationReport report)
    {
    }

    public void OperationsNoted(int iteration, IReadOnlyList<OperationNotes> operations)
    {
        foreach (OperationNotes notes in operations)
        {
            foreach (NotedOperation operation in notes.Last)
                Add(iteration, notes.Mutator, operation);
        }

        Flush();
    }

    public void Dispose() => _sink.Dispose();

    private void Add(int iteration, int mutator, NotedOperation operation)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{iteration},{mutator},{operation.Number},{operation.AtNs},{operation.Kind},{operation.Granule}\n");
        _operations++;
        if (_text.Length > MostChars)
            Flush();
    }

    private void Flush()
    {
        _sink.Write(_text.ToString());
        _text.Clear();
        if (_sink.Trouble == null)
            _written = _operations;
    }
}
