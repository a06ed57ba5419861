using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Results;

/// <summary>
/// <c>trials.jsonl</c>: appended and forced to the disk as each invocation ends, so that a killed run loses at most the running one. A line
/// without its newline was torn by the kill and is cut off when the log is opened again.
/// </summary>
public sealed class TrialLog : IDisposable
{
    public static readonly JsonSerializerOptions LineFormat = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FileStream _file;
    private readonly List<ResultRow> _rows;
    private readonly HashSet<string> _keys;

    private TrialLog(FileStream file, List<ResultRow> rows)
    {
        _file = file;
        _rows = rows;
        _keys = [.. rows.Select(r => r.Key)];
    }

    public IReadOnlyList<ResultRow> Rows => _rows;

    /// <exception cref="ExperimentFileException">A whole line is not a row, a row occurs twice, or another run has the log open.</exception>
    public static TrialLog Open(string path)
    {
        FileStream file = OpenAlone(path);
        try
        {
            List<ResultRow> rows = ReadWholeLines(file, path);
            file.Seek(0, SeekOrigin.End);
            return new TrialLog(file, rows);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public bool Has(string key) => _keys.Contains(key);

    public void Append(ResultRow row)
    {
        if (!_keys.Add(row.Key))
            throw new InvalidOperationException($"{row.Key} is in the log already");
        _file.Write(Encoding.UTF8.GetBytes(row.Json.ToJsonString(LineFormat) + "\n"));
        _file.Flush(flushToDisk: true);
        _rows.Add(row);
    }

    public void Dispose() => _file.Dispose();

    private static FileStream OpenAlone(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new ExperimentFileException($"{path}: cannot be opened for writing; is another run using it? ({e.Message})");
        }
    }

    private static List<ResultRow> ReadWholeLines(FileStream file, string path)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        int whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        file.SetLength(whole);
        string[] lines = Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        List<ResultRow> rows = [.. lines.Select((line, index) => Parse(line, index + 1, path))];
        string? twice = rows.GroupBy(r => r.Key).FirstOrDefault(g => g.Count() > 1)?.Key;
        return twice is null ? rows : throw new ExperimentFileException($"{path}: {twice} occurs twice");
    }

    private static ResultRow Parse(string line, int number, string path)
    {
        try
        {
            return new ResultRow((JsonObject)JsonNode.Parse(line)!);
        }
        catch (Exception e) when (e is JsonException or InvalidCastException or NullReferenceException)
        {
            throw new ExperimentFileException($"{path}:{number}: not a row: {e.Message}");
        }
    }
}
