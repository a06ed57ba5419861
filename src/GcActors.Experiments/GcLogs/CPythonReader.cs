using System.Globalization;
using System.Text.RegularExpressions;

namespace GcActors.Experiments.GcLogs;

/// <summary>Reads what CPython prints with <c>gc.DEBUG_STATS</c>, finalizers' own output in between included.</summary>
internal sealed partial class CPythonReader
{
    private static readonly string[] Kinds = ["young", "middle", "full"];

    private int? _generation;
    private bool _isFirst = true;

    /// <summary>Collections of which no end was seen.</summary>
    public int Unfinished { get; private set; }

    /// <summary>Whether it is a line of the collector's; <c>gc: collectable &lt;…&gt;</c> and the like are, too.</summary>
    public static bool IsGc(string text) => text.StartsWith("gc: ", StringComparison.Ordinal);

    /// <returns>A collection, if the line ends one.</returns>
    /// <exception cref="FormatException">It is one of these lines, and cannot be read or stands where it cannot be.</exception>
    public GcPause? Read(string text)
    {
        bool isFirst = _isFirst;
        _isFirst = false;
        if (text.StartsWith("gc: collecting ", StringComparison.Ordinal))
            Begin(text);
        else if (text.StartsWith("gc: done", StringComparison.Ordinal))
            return End(text, isFirst);
        return null;
    }

    /// <summary>The text is over.</summary>
    public void End()
    {
        Unfinished += _generation == null ? 0 : 1;
        _generation = null;
    }

    private void Begin(string text)
    {
        Match match = Collecting().Match(text);
        if (!match.Success)
            throw new FormatException("the begin of a collection that cannot be read");
        Unfinished += _generation == null ? 0 : 1;
        _generation = match.Groups["generation"].Value[0] - '0';
    }

    private GcPause? End(string text, bool isFirst)
    {
        Match match = Done().Match(text);
        if (!match.Success)
            throw new FormatException("the end of a collection that cannot be read");
        if (_generation is not { } generation)
        {
            // The begin may have been cut off with what stood before.
            return isFirst ? null : throw new FormatException("the end of a collection that did not begin");
        }

        _generation = null;
        return new GcPause
        {
            Kind = Kinds[generation],
            Generation = generation,
            PauseNs = (long)Math.Round(decimal.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture) * 1_000_000_000),
            Unreachable = Number(match, "unreachable"),
            Uncollectable = Number(match, "uncollectable"),
        };
    }

    private static long? Number(Match match, string group) =>
        match.Groups[group].Success ? long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^gc: collecting generation (?<generation>[012])\.\.\.$")]
    private static partial Regex Collecting();

    /// <summary>Up to 3.7 a collection that found nothing says only how long it took; up to 2.7 the line ends with a full stop.</summary>
    [GeneratedRegex(@"^gc: done(?:, (?<unreachable>\d+) unreachable, (?<uncollectable>\d+) uncollectable)?, (?<seconds>\d+\.\d+)s elapsed\.?$")]
    private static partial Regex Done();
}
