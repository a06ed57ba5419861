using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GcActors.Telemetry.Files;

/// <summary>
/// Appends lines, each with one write: a process that is killed leaves whole lines, or at most one torn one at the end, which the next line then stands under.
/// What cannot be written is taken back as far as the file system lets it. Not thread-safe.
/// </summary>
/// <param name="path">The file; it is made, and its folder, with the first line.</param>
/// <param name="open">Opens a stream for it; tests bring their own.</param>
internal sealed class JsonLinesFile(string path, Func<string, Stream>? open = null) : IDisposable
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Func<string, Stream> opener = open ?? OpenFile;
    private readonly ArrayBufferWriter<byte> line = new();
    private Stream? stream;

    /// <summary>Appends one line.</summary>
    /// <param name="write">Writes it.</param>
    /// <exception cref="IOException">It is not in the file.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public void Append(Action<Utf8JsonWriter> write)
    {
        line.ResetWrittenCount();
        using (Utf8JsonWriter json = new(line, s_options))
        {
            write(json);
        }

        line.Write("\n"u8);
        stream ??= opener(path);
        WriteWhole(stream, line.WrittenSpan);
    }

    public void Dispose() => stream?.Dispose();

    private static FileStream OpenFile(string path)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Without a buffer of its own a write is a write.
        FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        try
        {
            LockOut(file);
            EndTornLine(file);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // Lines of two processes would be torn into each other. Sharing modes do not tell a second writer from a reader on Linux, where a lock of a range does.
    private static void LockOut(FileStream file)
    {
        if (OperatingSystem.IsMacOS() || !file.CanSeek)
        {
            return;
        }

        try
        {
            file.Lock(0, long.MaxValue);
        }
        catch (IOException e)
        {
            throw new IOException($"another session writes {file.Name}", e);
        }
    }

    private static void EndTornLine(FileStream file)
    {
        if (!file.CanSeek || file.Length == 0)
        {
            return;
        }

        _ = file.Seek(-1, SeekOrigin.End);
        bool isTorn = file.ReadByte() != '\n';
        if (isTorn)
        {
            file.Write("\n"u8);
        }
    }

    private static void WriteWhole(Stream stream, ReadOnlySpan<byte> bytes)
    {
        long start = stream.CanSeek ? stream.Position : 0;
        try
        {
            stream.Write(bytes);
            stream.Flush();
        }
        catch (IOException)
        {
            TakeBack(stream, start);
            throw;
        }
    }

    private static void TakeBack(Stream stream, long start)
    {
        try
        {
            if (stream.CanSeek)
            {
                stream.SetLength(start);
                stream.Position = start;
            }
        }
        catch (IOException)
        {
            // A torn line stays; whoever reads tolerates it.
        }
    }
}
