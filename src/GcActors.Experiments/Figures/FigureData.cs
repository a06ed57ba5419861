using System.Globalization;
using System.Text.Json.Nodes;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Figures;

/// <summary>What a figure was drawn from, as a table in long form.</summary>
/// <param name="Columns">Names.</param>
/// <param name="Rows">A value a column: text, number, flag or null.</param>
public sealed record FigureData(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    public string Csv => string.Concat(Rows.Prepend(Columns).Select(CsvText.Line));

    /// <summary>One object a row; what has no value is absent.</summary>
    public JsonArray Json => new([.. Rows.Select(JsonNode (row) => new JsonObject(
        Columns.Zip(row).Where(pair => IsThere(pair.Second)).Select(pair => KeyValuePair.Create(pair.First, (JsonNode?)NodeOf(pair.Second)))))]);

    private static bool IsThere(object? value) => value is not null && value is not double.NaN and not double.PositiveInfinity and not double.NegativeInfinity;

    private static JsonValue? NodeOf(object? value) => value switch
    {
        double number => JsonValue.Create(number),
        int number => JsonValue.Create(number),
        bool flag => JsonValue.Create(flag),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };
}
