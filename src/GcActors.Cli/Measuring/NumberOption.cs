using System.CommandLine;
using System.Globalization;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Measuring;

/// <summary>An option that is a whole number in a range, checked with the wording of settings.</summary>
internal sealed class NumberOption(string name, string description, long fallback, long min, long max)
{
    public Option<string?> Option { get; } = new(name) { Description = $"{description} ({fallback})", HelpName = "N" };

    /// <exception cref="SettingsException">Not a whole number in the range.</exception>
    public long Read(ParseResult parsed) => parsed.GetValue(Option) is { } text
        ? long.Parse(WholeNumber.Canonical(null, text, min, max, Option.Name), CultureInfo.InvariantCulture)
        : fallback;
}
