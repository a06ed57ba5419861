namespace GcActors.Experiments.Predicates;

/// <param name="Kind">What it is.</param>
/// <param name="Text">As written.</param>
/// <param name="Column">One-based.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Column)
{
    public bool Is(string text) => Kind is TokenKind.Symbol or TokenKind.Word && Text == text;

    public override string ToString() => Kind == TokenKind.End ? "the end" : $"'{Text}'";
}
