using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Results;

/// <summary>
/// <c>trials.jsonl</c>: appended and forced to the disk as each invocation ends, so that a killed run loses at most the running one. A line
/// without its newline was torn by the kill and is cut off when the log is opened again. A lock file beside it keeps a second writer away; the kernel gives the
/// lock back whatever ends the process, so one that a kill left behind holds nobody up.
/// </summary>
public sealed class TrialLog : IDisposable
{
    public static readonly JsonSerializerOptions LineFormat = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FileStream _lock;
    private readonly FileStream _file;
    private readonly List<ResultRow> _rows;
    private readonly HashSet<string> _keys;

    private TrialLog(FileStream locked, FileStream file, List<ResultRow> rows, int tornBytes)
    {
        _lock = locked;
        TornBytes = tornBytes;
        _file = file;
        _rows = rows;
        _keys = [.. rows.Select(r => r.Key)];
    }

    public IReadOnlyList<ResultRow> Rows => _rows;

    /// <summary>Length of the line that a kill had torn and that was cut off; 0: the log was whole.</summary>
    public int TornBytes { get; }

    /// <exception cref="ExperimentFileException">A whole line is not a row, a row occurs twice, or another run has the log open.</exception>
    public static TrialLog Open(string path)
    {
        FileStream locked = LockFor(path);
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            List<ResultRow> rows = RowsIn(bytes, path, out int whole);
            file.SetLength(whole);
            file.Seek(0, SeekOrigin.End);
            return new TrialLog(locked, file, rows, bytes.Length - whole);
        }
        catch
        {
            file?.Dispose();
            locked.Dispose();
            throw;
        }
    }

    /// <summary>The whole lines of a log that another process may be writing; empty where there is none.</summary>
    /// <exception cref="ExperimentFileException">A whole line is not a row, or a row occurs twice.</exception>
    public static IReadOnlyList<ResultRow> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return RowsIn(bytes.ToArray(), path, out _);
    }

    /// <summary>Whether a process is writing the log now.</summary>
    public static bool IsBeingWritten(string path)
    {
        if (!File.Exists(LockName(path)))
            return false;
        try
        {
            using var free = new FileStream(LockName(path), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
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

    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private static string LockName(string path) => path + ".lock";

    private static FileStream LockFor(string path)
    {
        try
        {
            return new FileStream(LockName(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e)
        {
            throw new ExperimentFileException($"{path}: cannot be opened for writing; is another run using it? ({e.Message})");
        }
    }

    private static List<ResultRow> RowsIn(byte[] bytes, string path, out int whole)
    {
        whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
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
