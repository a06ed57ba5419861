using System.Text;

namespace GcActors.Telemetry.Timeline;

/// <summary>The page and the JSON beside it. Each is whole or not there: it is written under another name first.</summary>
public static class TimelineFiles
{
    private const string PerfettoExtension = ".perfetto.json";

    /// <summary>Name of the JSON that stands beside a page.</summary>
    public static string PerfettoFileOf(string page) => Path.ChangeExtension(page, null) + PerfettoExtension;

    /// <exception cref="IOException">Could not be written; nothing is left half done.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string page, IEnumerable<TimelineSpan> spans)
    {
        IReadOnlyList<TimelineTrial> trials = TimelineTrial.Of(spans);
        string? folder = Path.GetDirectoryName(Path.GetFullPath(page));
        if (folder != null)
        {
            Directory.CreateDirectory(folder);
        }

        WriteWhole(page, stream =>
        {
            using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            writer.Write(TimelineHtml.Write(trials));
        });
        WriteWhole(PerfettoFileOf(page), stream => PerfettoJson.Write(stream, trials));
    }

    private static void WriteWhole(string file, Action<Stream> write)
    {
        string unfinished = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = File.Create(unfinished))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, file, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
