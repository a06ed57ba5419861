using System.Globalization;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Results;

/// <summary>Estimates as people read them: three digits and the interval in brackets.</summary>
public static class NumberText
{
    private const double NsPerMs = 1e6;
    private const string Share = "share";
    private const string ShareOf = "share of ";

    /// <param name="estimate">Defined.</param>
    /// <param name="format"><c>ns</c>, <c>ms</c> (of ns), <c>percent</c> (of a share), <c>times</c>, or empty.</param>
    public static string Of(Estimate estimate, string format) => format switch
    {
        "ns" => Interval(estimate, 1, " ns"),
        "ms" => Interval(estimate, 1 / NsPerMs, " ms"),
        "percent" => Interval(estimate, 100, " %"),
        "times" => Interval(estimate, 1, " ×"),
        _ => Interval(estimate, 1, ""),
    };

    /// <summary>The format that suits a metric's unit.</summary>
    public static string FormatFor(string unit) => unit switch
    {
        "ns" => "ms",
        _ when IsShare(unit) => "percent",
        _ when unit.StartsWith("ns ", StringComparison.Ordinal) => "ns",
        _ => "",
    };

    /// <summary><c>share</c>, which is one of the run time, or <c>share of WHAT</c>.</summary>
    public static bool IsShare(string unit) => unit == Share || unit.StartsWith(ShareOf, StringComparison.Ordinal);

    /// <summary>What a share is a share of.</summary>
    public static string WholeOf(string share) => share == Share ? "run time" : share[ShareOf.Length..];

    public static bool IsKnownFormat(string format) => format is "" or "ns" or "ms" or "percent" or "times";

    public static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        >= 0.1 => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString("0.####", CultureInfo.InvariantCulture),
    };

    /// <summary>Counts as they are, with digits in groups; else three digits.</summary>
    public static string Grouped(double value) =>
        Math.Abs(value) >= 1000 ? value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u202f') : Number(value);

    private static string Interval(Estimate estimate, double factor, string unit)
    {
        string value = $"{Number(estimate.Value * factor)}{unit}";
        return estimate.Low == estimate.High ? value : $"{value} [{Number(estimate.Low * factor)}, {Number(estimate.High * factor)}]";
    }
}
