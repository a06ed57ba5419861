namespace GcActors.Core.Scenarios.Parsing;

/// <summary>Reads <c>show</c> and <c>expect</c>.</summary>
internal sealed class ObservationParser(ExpressionParser expressions, PlaceParser places, Diagnostics diagnostics)
{
    private const string BuiltinPrefix = "builtin:";

    private static readonly string[] OfOnePlace =
        ["refcount", "tracked", "finalized", "generation", "alive", "kind", "length", "size", "referents", "referrers"];

    private static readonly string[] OfNothing =
        ["count", "threshold", "enabled", "population", "frozen", "stats", "garbage", "log", "stderr"];

    private static readonly string[] All = [.. OfOnePlace, "same", "immortal", "int", .. OfNothing];

    private static readonly string[] Builtins =
    [
        "none", "true", "false", "ellipsis", "smallint", "bigint", "emptytuple", "emptystr", "onechar", "interned", "float", "type", "heaptype",
    ];

    public Statement.Observe Show(Operands words, Scope scope) => Observe(words, "show WHAT ...", null, null, scope);

    public Statement.Observe Expect(Operands words, Scope scope)
    {
        const string Usage = "expect WHAT ... = JSON [for VERSION...]";
        int equals = words.IndexOf("=");
        if (equals < 0)
        {
            throw words.Wrong(Usage);
        }

        Operands right = words.From(equals + 1);
        int forWord = right.IndexOf("for");
        IReadOnlyList<string>? versions = forWord < 0 ? null : VersionParser.Parse(right.From(forWord + 1), Usage, diagnostics);
        Operands json = forWord < 0 ? right : right.Range(0, forWord);
        return Observe(words.Range(0, equals), Usage, Json(json, Usage), versions, scope);
    }

    private Statement.Observe Observe(Operands words, string usage, string? wantJson, IReadOnlyList<string>? versions, Scope scope)
    {
        if (words.Count == 0)
        {
            throw words.Wrong(usage);
        }

        Word what = words[0];
        Operands operands = words.From(1);
        (List<Place> observed, IntExpression? expression, string? builtin) = Operands(what, operands, scope);
        return new Statement.Observe(
            what.Text, observed, expression, builtin, [.. operands.Select(word => word.Text)], wantJson, versions, words.First.Line);
    }

    private (List<Place> Places, IntExpression? Expression, string? Builtin) Operands(Word what, Operands operands, Scope scope)
    {
        switch (what.Text)
        {
            case "int":
                operands.Expect(1, $"{operands.First.Text} int EXPR");
                return ([], expressions.Parse(operands[0], scope), null);
            case "same":
                operands.Expect(2, $"{operands.First.Text} same PLACE PLACE");
                return ([places.Place(operands[0], scope), places.Place(operands[1], scope)], null, null);
            case "immortal":
                operands.Expect(1, $"{operands.First.Text} immortal PLACE, or immortal {BuiltinPrefix}NAME");
                return operands[0].Text.StartsWith(BuiltinPrefix, StringComparison.Ordinal)
                    ? ([], null, Builtin(operands[0]))
                    : ([places.Place(operands[0], scope)], null, null);
            case var one when OfOnePlace.Contains(one):
                operands.Expect(1, $"{operands.First.Text} {one} PLACE");
                return ([places.Place(operands[0], scope)], null, null);
            case var none when OfNothing.Contains(none):
                operands.Expect(0, $"{operands.First.Text} {none}");
                return ([], null, null);
            default:
                throw diagnostics.Unknown(what, "observation", All);
        }
    }

    private string Builtin(Word word)
    {
        string name = word.Text[BuiltinPrefix.Length..];
        return Builtins.Contains(name)
            ? name
            : throw diagnostics.Unknown(word with { Text = name, Column = word.Column + BuiltinPrefix.Length }, "builtin", Builtins);
    }

    private string Json(Operands words, string usage)
    {
        if (words.Count == 0)
        {
            throw words.Wrong(usage);
        }

        string json = string.Join(' ', words.Select(word => word.Text));
        return ExpectedJson.Problem(json) is { } problem
            ? throw diagnostics.At(words[0], $"{Diagnostics.Quote(json)} is not JSON: {problem}")
            : json;
    }
}
