using System.Text;
using GcActors.Experiments.Settings;

namespace GcActors.Experiments.GcLogs;

/// <summary>
/// Where lines go: appended and handed to the system at once, so that a killed process leaves whole lines. The first trouble ends the log and is kept for who
/// asks; it is nobody else's.
/// </summary>
internal sealed class LineSink : IDisposable
{
    /// <summary>At most so much is handed over at a time, always whole lines: what a kill or a full disk cuts is then as little as one line.</summary>
    private const int PieceChars = 1 << 14;

    private readonly Action<string> _write;
    private readonly IDisposable? _file;

    private LineSink(string name, Action<string> write, IDisposable? file)
    {
        Name = name;
        _write = write;
        _file = file;
    }

    public string Name { get; }

    /// <summary>What went wrong, in one line; null: nothing.</summary>
    public string? Trouble { get; private set; }

    /// <exception cref="SettingsException">It cannot be written.</exception>
    public static LineSink OpenFile(string path)
    {
        if (Directory.Exists(path))
            throw new SettingsException(path, "cannot be written: it is a folder");
        try
        {
            var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            return new LineSink(path, text => file.Write(Encoding.UTF8.GetBytes(text)), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SettingsException(path, "cannot be written: " + OneLine(e.Message));
        }
    }

    public static LineSink To(TextWriter writer, string name) => new(name, text =>
    {
        writer.Write(text);
        writer.Flush();
    }, file: null);

    public void Write(string text)
    {
        for (int at = 0; at < text.Length && Trouble == null;)
        {
            int end = text.Length - at <= PieceChars ? text.Length : text.LastIndexOf('\n', at + PieceChars - 1, PieceChars) + 1;
            end = end > at ? end : text.Length;
            TryWrite(text[at..end]);
            at = end;
        }
    }

    public void Dispose()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException e)
        {
            Trouble ??= OneLine(e.Message);
        }
    }

    private void TryWrite(string piece)
    {
        try
        {
            _write(piece);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException or NotSupportedException)
        {
            Trouble = OneLine(e.Message);
        }
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
