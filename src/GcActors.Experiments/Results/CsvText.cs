using System.Globalization;

namespace GcActors.Experiments.Results;

/// <summary>RFC 4180, with '.' as decimal mark and numbers that read back exactly.</summary>
internal static class CsvText
{
    public static string Line(IEnumerable<object?> fields) => string.Join(',', fields.Select(Field)) + "\n";

    private static string Field(object? value) => value switch
    {
        null => "",
        double number => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "",
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        string text => text.AsSpan().IndexOfAny(",\"\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text,
        _ => throw new ArgumentException($"no CSV form for {value.GetType()}", nameof(value)),
    };
}
