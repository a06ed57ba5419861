namespace GcActors.Core.Scenarios.Parsing;

internal static class IntegerNames
{
    /// <summary>The name of a word <c>$name</c>.</summary>
    public static string Of(Word word, Diagnostics diagnostics) => word.Text[0] == '$' && Names.IsName(word.Text.AsSpan(1))
        ? word.Text[1..]
        : throw diagnostics.At(word, $"expected an integer variable like $n, not {Diagnostics.Quote(word.Text)}");
}
