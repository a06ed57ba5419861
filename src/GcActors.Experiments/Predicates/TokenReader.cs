namespace GcActors.Experiments.Predicates;

/// <summary>The tokens of one text, with a position that can be put back.</summary>
internal sealed class TokenReader(string text)
{
    private readonly List<Token> _tokens = Lexer.Read(text);

    public int Position { get; set; }

    public Token Current => _tokens[Position];

    public Token Ahead(int count) => _tokens[Math.Min(Position + count, _tokens.Count - 1)];

    public Token Take() => _tokens[Current.Kind == TokenKind.End ? Position : Position++];

    public bool TryTake(string text)
    {
        bool found = Current.Is(text);
        if (found)
            Position++;
        return found;
    }

    public void Expect(string expected)
    {
        if (!TryTake(expected))
            throw Error($"expected '{expected}' instead of {Current}");
    }

    public Token ExpectValue()
    {
        if (Current.Kind is not (TokenKind.Word or TokenKind.Number))
            throw Error($"expected a name or a number instead of {Current}");
        return Take();
    }

    /// <summary>Where the text of a node lies, for messages.</summary>
    public string TextFrom(int position)
    {
        int start = _tokens[position].Column - 1;
        return text[start..(Current.Column - 1)].Trim();
    }

    public PredicateSyntaxException Error(string problem) => new(text, Current.Column, problem);

    public PredicateSyntaxException ErrorAt(Token token, string problem) => new(text, token.Column, problem);
}
