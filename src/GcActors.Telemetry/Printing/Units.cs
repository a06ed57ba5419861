using System.Globalization;

namespace GcActors.Telemetry.Printing;

/// <summary>Numbers with three digits that matter, and a unit that fits.</summary>
internal static class Units
{
    private static readonly (double Size, string Name)[] s_times = [(1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")];
    private static readonly (double Size, string Name)[] s_bytes = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];

    public static string Time(TimeSpan time) => Time(time.TotalSeconds);

    public static string Time(double seconds)
    {
        if (seconds == 0)
        {
            return "0 s";
        }

        (double size, string name) = s_times.FirstOrDefault(u => Math.Abs(seconds) >= u.Size * 0.9995, s_times[^1]);
        return $"{Digits(seconds / size)} {name}";
    }

    /// <param name="value">The measurement.</param>
    /// <param name="unit">UCUM.</param>
    public static string Of(double value, string unit) => unit switch
    {
        "s" => Time(value),
        "By" => Bytes(value),
        "" or "1" => Number(value),
        _ => $"{Number(value)} {unit}",
    };

    private static string Bytes(double value)
    {
        (double size, string name) = s_bytes.FirstOrDefault(u => Math.Abs(value) >= u.Size, (1, "B"));
        return size == 1 ? $"{Number(value)} {name}" : $"{Digits(value / size)} {name}";
    }

    private static string Number(double value) => value == Math.Truncate(value)
        ? value.ToString("N0", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Digits(double value) => Math.Abs(value) switch
    {
        >= 99.95 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 9.995 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
