namespace GcActors.Core.Scenarios.Parsing;

/// <summary>Reads statements and the blocks among them.</summary>
internal sealed class BlockReader(LineReader lines, ExpressionParser expressions, StatementParser statements, Diagnostics diagnostics)
{
    private static readonly string[] Operators = ["==", "!=", "<", "<=", ">", ">="];

    /// <param name="into">Receives the statement, with what stands in its blocks.</param>
    /// <param name="depth">Blocks around it.</param>
    public void ReadStatement(Word first, Operands words, Scope scope, List<Statement> into, int depth)
    {
        switch (first.Text)
        {
            case "repeat":
                into.Add(Repeat(words, scope, depth));
                break;
            case "if":
                into.Add(If(words, scope, depth));
                break;
            case "end":
                throw diagnostics.At(first, "end without a block");
            case "else":
                throw diagnostics.At(first, "else without an if");
            case "global":
                throw diagnostics.At(first, "global belongs to the start of a finalizer, callback or function");
            case "scenario" or "versions" or "table" or "finalizer" or "callback" or "function":
                throw diagnostics.At(first, $"{first.Text} belongs to the top level, outside of blocks");
            default:
                into.AddRange(statements.Parse(first, words, scope));
                break;
        }
    }

    /// <summary>Reads up to the <c>end</c>, or the <c>else</c> where one may stand.</summary>
    /// <param name="opening">The word that began the block, for the error about its missing end.</param>
    /// <returns>The word that ended it.</returns>
    public string ReadBlock(Word opening, bool mayHaveElse, Scope scope, List<Statement> into, int depth)
    {
        if (depth > ScenarioLimits.BlockDepth)
        {
            throw diagnostics.At(opening, $"blocks nested deeper than {ScenarioLimits.BlockDepth}");
        }

        while (lines.Read() is { } read)
        {
            Word first = read[0];
            Operands words = new(first, [.. read.Skip(1)], diagnostics);
            if (first.Text == "end" || (first.Text == "else" && mayHaveElse))
            {
                words.Expect(0, first.Text);
                return first.Text;
            }

            ReadStatement(first, words, scope, into, depth);
        }

        throw diagnostics.At(lines.Line, 0, $"missing end of the {opening.Text} in line {opening.Line}");
    }

    private Statement.Repeat Repeat(Operands words, Scope scope, int depth)
    {
        const string Usage = "repeat EXPR [as $NAME]";
        words.Expect(1, 3, Usage);
        IntExpression times = expressions.Parse(words[0], scope);
        string? variable = null;
        if (words.Count > 1)
        {
            words.ExpectWord(1, "as", Usage);
            words.Expect(3, Usage);
            variable = IntegerNames.Of(words[2], diagnostics);
            scope.Integers.Bind(variable);
        }

        List<Statement> inside = [];
        ReadBlock(words.First, mayHaveElse: false, scope, inside, depth + 1);
        return new Statement.Repeat(times, variable, inside, words.First.Line);
    }

    private Statement.If If(Operands words, Scope scope, int depth)
    {
        words.Expect(3, "if EXPR OP EXPR");
        if (!Operators.Contains(words[1].Text))
        {
            throw diagnostics.At(words[1], $"unknown comparison {Diagnostics.Quote(words[1].Text)}; one of: {string.Join(' ', Operators)}");
        }

        IntExpression left = expressions.Parse(words[0], scope);
        IntExpression right = expressions.Parse(words[2], scope);
        List<Statement> then = [];
        List<Statement> otherwise = [];
        if (ReadBlock(words.First, mayHaveElse: true, scope, then, depth + 1) == "else")
        {
            ReadBlock(words.First, mayHaveElse: false, scope, otherwise, depth + 1);
        }

        return new Statement.If(left, words[1].Text, right, then, otherwise, words.First.Line);
    }
}
