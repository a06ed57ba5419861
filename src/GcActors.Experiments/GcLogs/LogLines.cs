using System.Text;
using GcActors.Experiments.Settings;

namespace GcActors.Experiments.GcLogs;

/// <summary>Lines of a text that may be torn at its end, or be no text.</summary>
internal static class LogLines
{
    /// <summary>No log has such lines; a binary file may.</summary>
    private const int LongestChars = 1 << 20;

    /// <param name="reader">The text.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <returns>Line by line, and whether the line had an end.</returns>
    /// <exception cref="SettingsException">It is no text.</exception>
    public static IEnumerable<(string Text, bool IsWhole)> Of(TextReader reader, string file)
    {
        char[] buffer = new char[1 << 14];
        StringBuilder line = new();
        int number = 1;
        for (int count; (count = reader.Read(buffer, 0, buffer.Length)) > 0;)
        {
            for (int at = 0; at < count;)
            {
                int end = Array.IndexOf(buffer, '\n', at, count - at);
                int stop = end < 0 ? count : end;
                line.Append(buffer, at, stop - at);
                at = stop + 1;
                if (line.Length > LongestChars)
                    throw new SettingsException($"{file}:{number}", "no log of collections: the line is longer than a million letters");
                if (end < 0)
                    continue;
                yield return (Take(line, file, number++), true);
            }
        }

        if (line.Length > 0)
            yield return (Take(line, file, number), false);
    }

    private static string Take(StringBuilder line, string file, int number)
    {
        string text = line.ToString().TrimEnd('\r');
        line.Clear();
        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new SettingsException($"{file}:{number}", "no log of collections: not a text")
            : text;
    }
}
