using System.Globalization;

namespace GcActors.Core.Scenarios.Parsing;

/// <summary>Reads the statements that steer the collector, and the random generator.</summary>
internal sealed class ControlParser(ExpressionParser expressions, Diagnostics diagnostics)
{
    private static readonly Dictionary<string, int> DebugFlags = new(StringComparer.Ordinal)
    {
        ["STATS"] = 1,
        ["COLLECTABLE"] = 2,
        ["UNCOLLECTABLE"] = 4,
        ["SAVEALL"] = 32,
        ["LEAK"] = 38,
    };

    public Statement Parse(Word first, Operands words, Scope scope) => first.Text switch
    {
        "collect" => Collect(words, scope),
        "enable" => Alone(words, new Statement.Enable(first.Line)),
        "disable" => Alone(words, new Statement.Disable(first.Line)),
        "freeze" => Alone(words, new Statement.Freeze(first.Line)),
        "unfreeze" => Alone(words, new Statement.Unfreeze(first.Line)),
        "threshold" => Threshold(words, scope),
        "debug" => Debug(words),
        "garbage" => Garbage(words),
        "watch" => Watch(words),
        "seed" => Seed(words, scope),
        _ => throw diagnostics.Unknown(first, "statement", StatementParser.Words, "there are"),
    };

    private static Statement Alone(Operands words, Statement statement)
    {
        words.Expect(0, words.First.Text);
        return statement;
    }

    // The number is printed as it is written, so only a quiet collection can compute it.
    private Statement.Collect Collect(Operands words, Scope scope)
    {
        const string Usage = "collect [0, 1 or 2] [quiet]";
        Word[] generation = [.. words.Where(word => word.Text != "quiet")];
        bool isQuiet = generation.Length < words.Count;
        words.Expect(0, isQuiet ? 2 : 1, Usage);
        if (generation.Length == 0)
        {
            return new Statement.Collect(null, isQuiet, words.First.Line);
        }

        IntExpression value = expressions.Parse(generation[0], scope);
        if (value is IntExpression.Literal literal ? literal.Value > 2 : !isQuiet)
        {
            throw diagnostics.At(generation[0], $"{Diagnostics.Quote(generation[0].Text)} is no generation; expected: {Usage}");
        }

        return new Statement.Collect(value, isQuiet, words.First.Line);
    }

    private Statement.Threshold Threshold(Operands words, Scope scope)
    {
        words.Expect(1, 3, "threshold A [B [C]]");
        return new Statement.Threshold([.. words.Select(word => expressions.Parse(word, scope))], words.First.Line);
    }

    private Statement.Debug Debug(Operands words)
    {
        if (words.Count == 0)
        {
            throw words.Wrong("debug off, or debug FLAG...");
        }

        int flags = 0;
        foreach (Word word in words.Where(word => word.Text != "off"))
        {
            flags |= DebugFlags.TryGetValue(word.Text, out int flag)
                ? flag
                : throw diagnostics.Unknown(word, "flag", DebugFlags.Keys.Prepend("off"));
        }

        return new Statement.Debug(flags, words.First.Line);
    }

    private static Statement.GarbageClear Garbage(Operands words)
    {
        const string Usage = "garbage clear";
        words.Expect(1, Usage);
        words.ExpectWord(0, "clear", Usage);
        return new Statement.GarbageClear(words.First.Line);
    }

    private Statement.Watch Watch(Operands words)
    {
        words.Expect(1, "watch on, or watch off");
        return words[0].Text is "on" or "off"
            ? new Statement.Watch(words[0].Text == "on", words.First.Line)
            : throw diagnostics.Unknown(words[0], "word", ["on", "off"]);
    }

    // The state is unsigned, so a seed written as one number may be as large as 2^64 - 1.
    private Statement.Seed Seed(Operands words, Scope scope)
    {
        words.Expect(1, "seed EXPR");
        bool isLarge = ulong.TryParse(words[0].Text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong state) && state > long.MaxValue;
        IntExpression value = isLarge ? new IntExpression.Literal(unchecked((long)state)) : expressions.Parse(words[0], scope);
        return new Statement.Seed(value, words.First.Line);
    }
}
