using System.Globalization;
using GcActors.Experiments.Settings;

namespace GcActors.Cli;

/// <summary>Seeds <c>A..B</c>, both included; <c>A</c> alone is <c>A..A</c>.</summary>
internal readonly record struct SeedRange(ulong First, ulong Last)
{
    /// <exception cref="SettingsException">Not a range of seeds.</exception>
    public static SeedRange Parse(string text, string origin)
    {
        string[] ends = text.Split("..");
        if (ends.Length > 2)
        {
            throw new SettingsException(origin, $"'{text}' is not a range of seeds; write A..B, both included");
        }

        SeedRange range = new(Seed(ends[0], origin), Seed(ends[^1], origin));
        return range.First <= range.Last
            ? range
            : throw new SettingsException(origin, $"'{text}' is empty; the first seed must not be above the last");
    }

    public override string ToString() => $"{First}..{Last}";

    private static ulong Seed(string text, string origin) =>
        ulong.Parse(WholeNumber.Canonical(null, text, ulong.MinValue, ulong.MaxValue, origin), CultureInfo.InvariantCulture);
}
