using System.Globalization;
using System.Text.RegularExpressions;

namespace GcActors.Experiments.Predicates;

/// <summary>
/// Words may contain <c>-</c>, <c>+</c> and <c>.</c> (<c>object-lock</c>, <c>atomic+immortal</c>), because strategies are named so;
/// arithmetic minus and plus therefore need spaces: <c>T - 1</c>.
/// </summary>
internal static partial class Lexer
{
    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        int at = 0;
        while (at < text.Length)
        {
            Match match = TokenPattern().Match(text, at);
            if (!match.Success)
                throw new PredicateSyntaxException(text, at + 1, $"unexpected character '{text[at]}'");
            at += match.Length;
            if (match.Groups["space"].Success)
                continue;
            tokens.Add(new Token(KindOf(match), match.Value, match.Index + 1));
        }

        tokens.Add(new Token(TokenKind.End, "", text.Length + 1));
        return tokens;
    }

    public static double NumberOf(Token token) => double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static TokenKind KindOf(Match match) =>
        match.Groups["word"].Success ? TokenKind.Word : match.Groups["number"].Success ? TokenKind.Number : TokenKind.Symbol;

    [GeneratedRegex(@"\G(?:(?<space>\s+)|(?<word>[A-Za-z_]\w*(?:[-+.]\w+)*)"
        + @"|(?<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(?<symbol><=|>=|[-+*/<>=()\[\]{},:;]))")]
    private static partial Regex TokenPattern();
}
