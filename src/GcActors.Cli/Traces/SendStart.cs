using System.Globalization;
using GcActors.Core.Wording;
using GcActors.Experiments.Settings;
using GcActors.Telemetry.Sending;

namespace GcActors.Cli.Traces;

/// <summary>Where sending begins: at the first line, or where an earlier one stopped.</summary>
/// <param name="Files">In the order that they are sent in.</param>
/// <param name="File">The file to begin with.</param>
/// <param name="Number">The line to begin with, from 1.</param>
internal sealed record SendStart(IReadOnlyList<string> Files, string File, int Number)
{
    /// <exception cref="SettingsException">No line of these files.</exception>
    public static SendStart Parse(string? text, IReadOnlyList<string> files, string origin)
    {
        if (text is null)
        {
            return new SendStart(files, files[0], 1);
        }

        int colon = text.LastIndexOf(':');
        if (colon < 1 || !int.TryParse(text[(colon + 1)..], CultureInfo.InvariantCulture, out int number) || number < 1)
        {
            throw new SettingsException(origin, $"'{text}' is no line; write FILE:LINE, such as traces.jsonl:17");
        }

        string name = Path.GetFileName(text[..colon]);
        return files.FirstOrDefault(f => Path.GetFileName(f) == name) is { } file
            ? new SendStart(files, file, number)
            : throw new SettingsException(origin, $"unknown file '{name}'{NearestName.Hint(name, files.Select(f => Path.GetFileName(f)), "one of")}");
    }

    public bool Includes(OtlpLine line)
    {
        int at = IndexOf(line.File);
        int begin = IndexOf(File);
        return at > begin || (at == begin && line.Number >= Number);
    }

    private int IndexOf(string file) => Files.Index().First(f => f.Item == file).Index;
}
