using System.Text.Json;

namespace GcActors.Core.Scenarios.Parsing;

/// <summary>Checks the JSON of an <c>expect</c> so thoroughly that whoever reads it later meets no surprise.</summary>
internal static class ExpectedJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <returns>What is wrong with it, or null.</returns>
    public static string? Problem(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            return Problem(document.RootElement);
        }
        catch (JsonException e)
        {
            return e.BytePositionInLine is { } at ? $"see character {at + 1}" : "see its nesting and its names";
        }
    }

    private static string? Problem(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Select(Problem).FirstOrDefault(problem => problem != null),
        JsonValueKind.Object => value.EnumerateObject()
            .Select(property => Broken(() => property.Name) ?? Problem(property.Value))
            .FirstOrDefault(problem => problem != null),
        JsonValueKind.String => Broken(value.GetString),
        JsonValueKind.Number => double.IsFinite(value.GetDouble()) ? null : "a number that is too large",
        _ => null,
    };

    // An escape such as \ud800 without its partner is JSON by its grammar and no text.
    private static string? Broken(Func<string?> text)
    {
        try
        {
            text();
            return null;
        }
        catch (InvalidOperationException)
        {
            return "half of a surrogate pair";
        }
    }
}
