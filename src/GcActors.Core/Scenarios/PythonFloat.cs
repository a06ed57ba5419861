using System.Globalization;

namespace GcActors.Core.Scenarios;

internal static class PythonFloat
{
    /// <summary>The shortest digits that read back as the same number, with an exponent where Python's <c>repr</c> has one: below 1e-4 and
    /// from 1e16 on.</summary>
    public static string Repr(double value)
    {
        string shortest = value.ToString("E16", CultureInfo.InvariantCulture);
        for (int precision = 0; precision < 16; precision++)
        {
            string candidate = value.ToString("E" + precision.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (double.Parse(candidate, CultureInfo.InvariantCulture).Equals(value))
            {
                shortest = candidate;
                break;
            }
        }

        int e = shortest.IndexOf('E', StringComparison.Ordinal);
        int exponent = int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent is >= -4 and < 16)
        {
            return value.ToString(exponent < 0 || HasFraction(value) ? "0.####################" : "0.0", CultureInfo.InvariantCulture);
        }

        string sign = exponent < 0 ? "-" : "+";
        return $"{shortest[..e]}e{sign}{Math.Abs(exponent):00}";
    }

    private static bool HasFraction(double value) => !Math.Floor(value).Equals(value);
}
