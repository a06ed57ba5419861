namespace GcActors.Core.Scenarios.Parsing;

/// <summary>Reads the statements of one line.</summary>
internal sealed class StatementParser(
    Declarations declarations, ExpressionParser expressions, PlaceParser places, ControlParser controls, Diagnostics diagnostics)
{
    public static readonly string[] Words =
    [
        "let", "del", "append", "pop", "clear", "set", "unset", "call", "collect", "enable", "disable", "threshold", "freeze", "unfreeze",
        "debug", "garbage", "watch", "immortal", "repeat", "if", "else", "end", "seed", "random", "log", "note", "show", "expect",
        "scenario", "versions", "table", "finalizer", "callback", "function", "global",
    ];

    private readonly CreationParser creations = new(declarations, places, diagnostics);
    private readonly ObservationParser observations = new(expressions, places, diagnostics);

    /// <summary>A line's statements: one, except for a <c>random</c> with operators in its bound.</summary>
    public IEnumerable<Statement> Parse(Word first, Operands words, Scope scope) => first.Text switch
    {
        "random" => Random(words, scope),
        "note" => [new Statement.Note(string.Join(' ', words.Select(word => word.Text.Trim('"'))), first.Line)],
        _ => [ParseOne(first, words, scope)],
    };

    private Statement ParseOne(Word first, Operands words, Scope scope) => first.Text switch
    {
        "let" => Let(words, scope),
        "del" => Delete(words, scope),
        "append" => Append(words, scope),
        "pop" => new Statement.Pop(OnePlace(words, "pop PLACE", scope), first.Line),
        "clear" => new Statement.Clear(OnePlace(words, "clear PLACE", scope), first.Line),
        "set" => Set(words, scope),
        "unset" => Unset(words, scope),
        "call" => Call(words, scope),
        "immortal" => new Statement.Immortal(OnePlace(words, "immortal PLACE", scope), first.Line),
        "log" => Log(words, scope),
        "show" => observations.Show(words, scope),
        "expect" => observations.Expect(words, scope),
        _ => first.Text[0] == '$' ? SetInt(first, words, scope) : controls.Parse(first, words, scope),
    };

    private Statement.Let Let(Operands words, Scope scope)
    {
        const string Usage = "let NAME = KIND ... or let NAME = ITEM";
        if (words.Count < 3)
        {
            throw words.Wrong(Usage);
        }

        words.ExpectWord(1, "=", Usage);
        Word name = words[0];
        places.CheckVariable(name);
        Creation value = creations.Parse(words[2], words.From(3), scope);
        scope.Objects.Bind(name.Text);
        return new Statement.Let(name.Text, value, words.First.Line);
    }

    private Statement.Delete Delete(Operands words, Scope scope)
    {
        if (words.Count == 0)
        {
            throw words.Wrong("del NAME...");
        }

        foreach (Word word in words)
        {
            DeleteVariable(word, scope);
        }

        return new Statement.Delete([.. words.Select(word => word.Text)], words.First.Line);
    }

    // A body may give up its own self or ref.
    private void DeleteVariable(Word name, Scope scope)
    {
        bool isImplicit = name.Text == "self" ? scope.HasSelf : name.Text == "ref" && scope.HasRef;
        if (!isImplicit)
        {
            places.CheckVariable(name);
            scope.Objects.Delete(name.Text, name);
        }
    }

    private Statement.Append Append(Operands words, Scope scope)
    {
        words.Expect(2, "append PLACE ITEM");
        return new Statement.Append(places.Place(words[0], scope), places.Item(words[1], scope), words.First.Line);
    }

    // On a plain variable it is a let of what exists: the translator writes the same for both.
    private Statement Set(Operands words, Scope scope)
    {
        const string Usage = "set PLACE = ITEM";
        words.Expect(3, Usage);
        words.ExpectWord(1, "=", Usage);
        Word target = words[0];
        if (!IsPlainVariable(target))
        {
            return new Statement.Set(places.Place(target, scope), places.Item(words[2], scope), words.First.Line);
        }

        places.CheckVariable(target);
        Item value = places.Item(words[2], scope);
        scope.Objects.Bind(target.Text);
        return new Statement.Let(target.Text, new Creation.Existing(value), words.First.Line);
    }

    private Statement Unset(Operands words, Scope scope)
    {
        words.Expect(1, "unset PLACE");
        if (!IsPlainVariable(words[0]))
        {
            return new Statement.Unset(places.Place(words[0], scope), words.First.Line);
        }

        DeleteVariable(words[0], scope);
        return new Statement.Delete([words[0].Text], words.First.Line);
    }

    private static bool IsPlainVariable(Word word) => Names.IsName(word.Text);

    private Statement.Call Call(Operands words, Scope scope)
    {
        if (words.Count == 0)
        {
            throw words.Wrong("call FUNCTION ITEM...");
        }

        Word name = words[0];
        int parameters = declarations.ParametersOf(name.Text) ??
            throw diagnostics.Unknown(name, "function", declarations.Of("function"), "declared above");
        return words.Count - 1 == parameters
            ? new Statement.Call(name.Text, [.. words.From(1).Select(word => places.Item(word, scope))], words.First.Line)
            : throw diagnostics.At(name, $"function {name.Text} takes {parameters} items, not {words.Count - 1}");
    }

    private Statement.SetInt SetInt(Word first, Operands words, Scope scope)
    {
        const string Usage = "$NAME = EXPR";
        string name = IntegerName(first);
        if (words.Count < 2)
        {
            throw words.Wrong(Usage);
        }

        words.ExpectWord(0, "=", Usage);
        Word joined = words[1] with { Text = string.Join(' ', words.From(1).Select(word => word.Text)) };
        IntExpression value = expressions.Parse(joined, scope);
        scope.Integers.Bind(name);
        return new Statement.SetInt(name, value, first.Line);
    }

    private Statement[] Random(Operands words, Scope scope)
    {
        words.Expect(2, "random $NAME EXPR");
        string name = IntegerName(words[0]);
        // No scenario can write this name, so nothing else sees the number before the operators are applied to it.
        string drawn = name + " drawn";
        IntExpression value = expressions.ParseRightOfModulo(new IntExpression.Variable(drawn), words[1], scope);
        scope.Integers.Bind(name);
        int line = words.First.Line;
        return value is IntExpression.Binary { Operator: '%', Left: IntExpression.Variable left } modulo && left.Name == drawn
            ? [new Statement.Random(name, modulo.Right, line)]
            : RandomThenOperators(name, drawn, value, line);
    }

    private static Statement[] RandomThenOperators(string name, string drawn, IntExpression value, int line)
    {
        IntExpression bound = BoundIn(value, drawn);
        return [new Statement.Random(drawn, bound, line), new Statement.SetInt(name, Without(value, drawn), line)];
    }

    // The drawn number's "% bound" stands at the far left of the expression.
    private static IntExpression BoundIn(IntExpression value, string drawn) =>
        IsDraw(value, drawn, out IntExpression.Binary binary) ? binary.Right : BoundIn(binary.Left, drawn);

    private static IntExpression Without(IntExpression value, string drawn) =>
        IsDraw(value, drawn, out IntExpression.Binary binary) ? binary.Left : binary with { Left = Without(binary.Left, drawn) };

    private static bool IsDraw(IntExpression value, string drawn, out IntExpression.Binary binary)
    {
        binary = (IntExpression.Binary)value;
        return binary.Left is IntExpression.Variable left && left.Name == drawn;
    }

    private Statement.Log Log(Operands words, Scope scope)
    {
        words.Expect(1, 2, "log \"text\" [PLACE]");
        return new Statement.Log(places.Text(words[0]), words.Count == 2 ? places.Place(words[1], scope) : null, words.First.Line);
    }

    private Place OnePlace(Operands words, string usage, Scope scope)
    {
        words.Expect(1, usage);
        return places.Place(words[0], scope);
    }

    private string IntegerName(Word word) => IntegerNames.Of(word, diagnostics);
}
