using System.Globalization;

namespace GcActors.Experiments.Settings;

/// <summary>Whole numbers as people write them: <c>2_000_000</c>, <c>0xff</c>, <c>0o17</c>, <c>-5</c>.</summary>
public static class WholeNumber
{
    /// <summary>Decimal digits without grouping.</summary>
    /// <param name="name">What the number is for; begins the message. Null where the origin says it already.</param>
    /// <param name="text">As written.</param>
    /// <param name="min">Inclusive.</param>
    /// <param name="max">Inclusive.</param>
    /// <param name="origin">Where it was written.</param>
    /// <exception cref="SettingsException">Not a whole number, or out of range.</exception>
    public static string Canonical(string? name, string text, decimal min, decimal max, string origin)
    {
        string expected = string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}");
        string prefix = name is null ? "" : name + ": ";
        if (!TryParse(text, out decimal value))
        {
            throw new SettingsException(origin, $"{prefix}'{text}' is not {expected}");
        }

        return value >= min && value <= max
            ? value.ToString("0", CultureInfo.InvariantCulture)
            : throw new SettingsException(origin, $"{prefix}{text} is out of range; it must be {expected}");
    }

    internal static bool TryParse(string text, out decimal value)
    {
        string digits = text.Replace("_", "", StringComparison.Ordinal);
        bool isGrouped = digits.Length != text.Length;
        bool isWellGrouped = !isGrouped || (char.IsAsciiDigit(text[^1]) && !text.StartsWith('_') && !text.Contains("__", StringComparison.Ordinal));
        value = 0;
        return isWellGrouped && (TryParseRadix(digits, "0x", 16, out value) || TryParseRadix(digits, "0o", 8, out value) ||
            decimal.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));
    }

    private static bool TryParseRadix(string digits, string prefix, uint radix, out decimal value)
    {
        value = 0;
        if (!digits.StartsWith(prefix, StringComparison.Ordinal) || digits.Length is <= 2 or > 20)
        {
            return false;
        }

        foreach (char c in digits.AsSpan(2))
        {
            uint digit = char.IsAsciiHexDigit(c) ? Convert.ToUInt32(c.ToString(), 16) : radix;
            if (digit >= radix)
            {
                return false;
            }

            value = (value * radix) + digit;
        }

        return true;
    }
}
