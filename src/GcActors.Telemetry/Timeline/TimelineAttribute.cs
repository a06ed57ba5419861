using System.Globalization;
using System.Text.Json;

namespace GcActors.Telemetry.Timeline;

/// <summary>An attribute of a span, an event or a link.</summary>
/// <param name="Value">A <see cref="string"/>, <see cref="long"/>, <see cref="double"/> or <see cref="bool"/>; lists are texts such as <c>[1, 2]</c>.</param>
public readonly record struct TimelineAttribute(string Key, object Value)
{
    /// <summary>What .NET's activities carry, which may be anything; null: nothing that could be shown.</summary>
    public static TimelineAttribute? Of(string key, object? value) => Normalise(value) is { } known ? new(key, known) : null;

    private static object? Normalise(object? value) => value switch
    {
        null => null,
        string or long or double or bool => value,
        int or short or sbyte or byte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float number => (double)number,
        char letter => letter.ToString(),
        System.Collections.IEnumerable items => ListOf(items.Cast<object?>().Select(Normalise)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <param name="items">Normalised already.</param>
    internal static string ListOf(IEnumerable<object?> items) => $"[{string.Join(", ", items.Select(TextOf))}]";

    private static string TextOf(object? item) => item switch
    {
        null => "null",
        string text => JsonSerializer.Serialize(text),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(item, CultureInfo.InvariantCulture) ?? "",
    };
}
