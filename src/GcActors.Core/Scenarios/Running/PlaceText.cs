namespace GcActors.Core.Scenarios.Running;

/// <summary>A place as a reader would write it, for messages.</summary>
internal static class PlaceText
{
    public static string Of(Place place) =>
        place.Base + (place.TableIndex is { } index ? $"[{Of(index)}]" : "") + string.Concat(place.Accessors.Select(Of));

    private static string Of(Accessor accessor) => accessor switch
    {
        Accessor.Attribute attribute => $".{attribute.Name}",
        Accessor.Index index => $"[{Of(index.Value)}]",
        Accessor.Key { Value: DictKey.Word word } => $"{{{word.Text}}}",
        Accessor.Key { Value: DictKey.Int number } => $"{{{Of(number.Value)}}}",
        _ => "",
    };

    private static string Of(IntExpression expression) => expression switch
    {
        IntExpression.Literal literal => $"{literal.Value}",
        IntExpression.Variable variable => $"${variable.Name}",
        IntExpression.Negate negate => $"-{Of(negate.Operand)}",
        IntExpression.Binary binary => $"({Of(binary.Left)}{binary.Operator}{Of(binary.Right)})",
        _ => "",
    };
}
