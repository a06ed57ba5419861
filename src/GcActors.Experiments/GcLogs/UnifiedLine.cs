using System.Globalization;
using System.Text.RegularExpressions;

namespace GcActors.Experiments.GcLogs;

/// <summary>One line of a unified log: decorations in brackets, of which any may be missing, and a message.</summary>
/// <param name="AtNs">Time stamp; null: none.</param>
/// <param name="Tags">Such as <c>gc,phases</c>; empty without decorations.</param>
/// <param name="Message">The rest.</param>
internal sealed partial record UnifiedLine(long? AtNs, string Tags, string Message)
{
    private const string Heap = @"(?: (?<before>\d+)(?<beforeUnit>[BKMGT])->(?<after>\d+)(?<afterUnit>[BKMGT])\((?<mapped>\d+)(?<mappedUnit>[BKMGT])\))?";

    /// <summary>Whether it is a line of the collector's at all.</summary>
    public bool IsGc => Tags == "gc" || Tags.StartsWith("gc,", StringComparison.Ordinal) || (Tags.Length == 0 && AtNs == null && Number().IsMatch(Message));

    public static UnifiedLine Parse(string text)
    {
        Match decorated = Decorations().Match(text);
        if (!decorated.Success)
            return new UnifiedLine(null, "", text);
        long? atNs = null;
        string tags = "";
        foreach (Capture capture in decorated.Groups["decoration"].Captures)
        {
            string decoration = capture.Value.Trim();
            atNs ??= StampNs(decoration);
            tags = decoration;
        }

        return new UnifiedLine(atNs, tags, decorated.Groups["message"].Value);
    }

    /// <summary>A pause that is over.</summary>
    [GeneratedRegex(@"^GC\((?<id>\d+)\) Pause (?<what>.+?)" + Heap + @" (?<ms>\d+[.,]\d+)ms$")]
    public static partial Regex Pause();

    /// <summary>What begins like a pause that is over.</summary>
    [GeneratedRegex(@"^GC\(\d+\) Pause .*(?:->|\dms$)")]
    public static partial Regex PauseLike();

    [GeneratedRegex(@"^GC\((?<id>\d+)\)(?<indent> {3,})(?<name>[^:(]+?)(?: \(ms\))?: (?<ms>\d+[.,]\d+)ms(?: \(last: (?<last>[^,)]*).*\))?$")]
    public static partial Regex Phase();

    [GeneratedRegex(@"^GC\((?<id>\d+)\) {3}Objects: .*?(?<unreachable>\d+) unreachable, (?<uncollectable>\d+) uncollectable")]
    public static partial Regex Objects();

    /// <summary>What a pause is, and why: <c>Young (Normal) (G1 Evacuation Pause)</c>; causes may hold brackets: <c>(System.gc())</c>.</summary>
    [GeneratedRegex(@"^(?<name>[^(]+?)(?: \((?<group>(?:[^()]|\(\))*)\))*$")]
    public static partial Regex What();

    private static long? StampNs(string decoration)
    {
        Match uptime = Uptime().Match(decoration);
        if (uptime.Success && double.TryParse(uptime.Groups["value"].Value.Replace(',', '.'), CultureInfo.InvariantCulture, out double value))
        {
            double nsPerUnit = uptime.Groups["unit"].Value switch { "s" => 1e9, "ms" => 1e6, _ => 1 };
            return (long)(value * nsPerUnit);
        }

        return decoration.Length >= "2026-01-01T00:00:00".Length && decoration[4] == '-'
            && DateTimeOffset.TryParse(decoration, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)
            ? (at - DateTimeOffset.UnixEpoch).Ticks * 100
            : null;
    }

    [GeneratedRegex(@"^(?:\[(?<decoration>[^\]]*)\])+ ?(?<message>.*)$")]
    private static partial Regex Decorations();

    [GeneratedRegex(@"^(?<value>\d+(?:[.,]\d+)?)(?<unit>s|ms|ns)$")]
    private static partial Regex Uptime();

    [GeneratedRegex(@"^GC\(\d+\) ")]
    private static partial Regex Number();
}
