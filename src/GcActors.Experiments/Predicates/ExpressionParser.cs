using System.Globalization;

namespace GcActors.Experiments.Predicates;

/// <summary>
/// <code>
/// sum       = product (('+' | '-') product)*
/// product   = factor (('*' | '/') factor)*
/// factor    = number | '-' factor | '(' sum ')' | ('log' | 'exp' | 'ceil') factor | ('ratio' | 'min') '(' sum ',' sum ')'
///           | 'slope' '(' sum ',' sum ')' | 'mean' '(' sum ',' tag ')' | 'least' '(' sum (',' tag)+ ')' | reference
/// reference = name | name '[' (value | tag '=' value) (',' ...)* ']'; with a name 'split.'key a sum of the locking cost's split
/// </code>
/// A bare value at place i of a selector is the value of the experiment's tag i.
/// </summary>
internal sealed class ExpressionParser(TokenReader tokens, CellLanguage language, int depth)
{
    private static readonly string[] Functions = ["ratio", "slope", "mean", "least", "min", .. FunctionExpression.Names];

    public Expression ParseWhole(CellScope scope)
    {
        Expression expression = ParseSum(scope);
        if (tokens.Current.Kind != TokenKind.End)
            throw tokens.Error($"unexpected {tokens.Current}");
        return expression;
    }

    public Expression ParseSum(CellScope scope)
    {
        Expression left = ParseProduct(scope);
        while (tokens.Current.Is("+") || tokens.Current.Is("-"))
            left = new BinaryExpression(tokens.Take().Text[0], left, ParseProduct(scope));
        return left;
    }

    private Expression ParseProduct(CellScope scope)
    {
        Expression left = ParseFactor(scope);
        while (tokens.Current.Is("*") || tokens.Current.Is("/"))
            left = new BinaryExpression(tokens.Take().Text[0], left, ParseFactor(scope));
        return left;
    }

    private Expression ParseFactor(CellScope scope)
    {
        if (tokens.Current.Kind == TokenKind.Number)
            return new NumberExpression(Lexer.NumberOf(tokens.Take()));
        if (tokens.TryTake("-"))
            return new BinaryExpression('-', new NumberExpression(0), ParseFactor(scope));
        if (tokens.TryTake("("))
            return Closed(ParseSum(scope));
        if (FunctionExpression.Names.FirstOrDefault(tokens.TryTake) is { } function)
            return new FunctionExpression(function, ParseFactor(scope));
        if (tokens.TryTake("ratio"))
            return ParsePair(scope, (numerator, denominator) => new RatioExpression(numerator, denominator));
        if (tokens.TryTake("min"))
            return ParsePair(scope, (left, right) => new MinExpression([left, right]));
        if (tokens.TryTake("slope"))
            return ParseSlope(scope);
        if (tokens.TryTake("mean"))
            return ParseMean(scope);
        if (tokens.TryTake("least"))
            return ParseLeast(scope);
        return tokens.Current.Kind == TokenKind.Word ? ParseReference(scope) : throw tokens.Error($"expected a value instead of {tokens.Current}");
    }

    private Expression Closed(Expression inner)
    {
        tokens.Expect(")");
        return inner;
    }

    private Expression ParsePair(CellScope scope, Func<Expression, Expression, Expression> join)
    {
        tokens.Expect("(");
        Expression first = ParseSum(scope);
        tokens.Expect(",");
        return Closed(join(first, ParseSum(scope)));
    }

    /// <summary>The first argument is read once for each level of the tag.</summary>
    private MeanExpression ParseMean(CellScope scope)
    {
        tokens.Expect("(");
        int start = tokens.Position;
        SkipTo(",");
        tokens.Expect(",");
        Token tag = FindTag(tokens.Position);
        Expression[] terms = [.. language.Cells.LevelsOf(tag.Text).Select(level => TryParseAt(start, scope.WithTag(tag.Text, level))).OfType<Expression>()];
        tokens.Position = start;
        SkipTo(")");
        tokens.Expect(")");
        return terms.Length > 0 ? new MeanExpression(terms) : throw tokens.ErrorAt(tag, $"no cell has a level of '{tag.Text}' here");
    }

    /// <summary>The first argument is read once for each cell that differs in the named tags at most, as a formula of that cell.</summary>
    private MinExpression ParseLeast(CellScope scope)
    {
        tokens.Expect("(");
        int start = tokens.Position;
        SkipTo(",");
        var free = new HashSet<string>(StringComparer.Ordinal);
        while (tokens.TryTake(","))
            free.Add(KnownTag(tokens.ExpectValue()));
        tokens.Expect(")");
        int end = tokens.Position;
        Dictionary<string, string> held = scope.Tags.Where(tag => !free.Contains(tag.Key)).ToDictionary();
        var terms = new List<Expression>();
        foreach (Cell cell in language.Cells.Matching(held))
        {
            tokens.Position = start;
            terms.Add(ParseSum(CellScope.Of(cell)));
        }

        tokens.Position = end;
        return terms.Count > 0 ? new MinExpression(terms) : throw tokens.ErrorAt(tokens.Current, "'least' finds no cell here");
    }

    /// <summary>Both arguments are read once for each level of the tag that x names.</summary>
    private SlopeExpression ParseSlope(CellScope scope)
    {
        tokens.Expect("(");
        int yStart = tokens.Position;
        SkipTo(",");
        tokens.Expect(",");
        int xStart = tokens.Position;
        Token tag = FindTag(xStart);
        var x = new List<double>();
        var y = new List<Expression>();
        foreach (string level in language.Cells.LevelsOf(tag.Text))
        {
            CellScope atLevel = scope.WithTag(tag.Text, level);
            if (TryParseAt(yStart, atLevel) is not { } value)
                continue;
            tokens.Position = xStart;
            x.Add(ParseSum(atLevel).Evaluate(NoCells.Instance));
            y.Add(value);
        }

        tokens.Position = xStart;
        SkipTo(")");
        tokens.Expect(")");
        return y.Count >= 2 ? new SlopeExpression(x, y) : throw tokens.ErrorAt(tag, $"a slope needs two levels of '{tag.Text}', there are {y.Count}");
    }

    /// <summary>Null where the sweep has no cell at this level.</summary>
    private Expression? TryParseAt(int position, CellScope scope)
    {
        try
        {
            tokens.Position = position;
            return ParseSum(scope);
        }
        catch (PredicateSyntaxException)
        {
            return null;
        }
    }

    private Token FindTag(int position)
    {
        tokens.Position = position;
        Token start = tokens.Current;
        for (; tokens.Current.Kind != TokenKind.End; tokens.Take())
        {
            if (tokens.Current.Kind == TokenKind.Word && language.Cells.TagOrder.Contains(tokens.Current.Text))
                return tokens.Current;
        }

        throw tokens.ErrorAt(start, $"the second argument names no tag ({string.Join(", ", language.Cells.TagOrder)})");
    }

    private void SkipTo(string end)
    {
        int open = 0;
        while (tokens.Current.Kind != TokenKind.End && (open > 0 || !tokens.Current.Is(end)))
        {
            string text = tokens.Take().Text;
            open += text is "(" or "[" ? 1 : text is ")" or "]" ? -1 : 0;
        }
    }

    private Expression ParseReference(CellScope scope)
    {
        Token name = tokens.Take();
        if (name.Text.StartsWith(CellLanguage.SumPrefix, StringComparison.Ordinal))
            return Sum(name, tokens.TryTake("[") ? ParseSelector(scope) : scope.Tags);
        if (tokens.TryTake("["))
            return Metric(name, ParseSelector(scope), scope);
        if (scope.Own is { } own)
            return OwnQuantity(name, own);
        if (language.FindMetric(name.Text) is not null)
            return Metric(name, scope.Tags, scope);
        if (language.Cells.TagOrder.Contains(name.Text))
            return TagNumber(name, scope.Tags);
        return CellByName(name, scope);
    }

    private Expression Sum(Token name, IReadOnlyDictionary<string, string> tags)
    {
        if (language.Sums is null)
            throw tokens.ErrorAt(name, $"'{name.Text}': the experiment has no 'split'");
        try
        {
            return language.Sums.Find(name.Text[CellLanguage.SumPrefix.Length..], tags);
        }
        catch (ArgumentException e)
        {
            throw tokens.ErrorAt(name, e.Message);
        }
    }

    private Expression OwnQuantity(Token name, Cell own)
    {
        if (language.FindMetric(name.Text) is not null)
            return language.MetricOf(name.Text, own, depth + 1);
        if (language.Cells.TagOrder.Contains(name.Text))
            return TagNumber(name, own.Tags);
        return CellSample.IsQuantity(name.Text)
            ? new QuantityExpression(own.Name, name.Text)
            : throw tokens.ErrorAt(name, $"'{name.Text}' is neither a metric nor a quantity ({KnownQuantities}, extra.NAME)");
    }

    private static string KnownQuantities => string.Join(", ", [.. CellSample.IterationQuantities, .. CellSample.InvocationQuantities, .. CellSample.HostQuantities, .. CellSample.BacklogQuantities]);

    private NumberExpression TagNumber(Token tag, IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue(tag.Text, out string? value) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? new NumberExpression(number)
            : throw tokens.ErrorAt(tag, $"tag '{tag.Text}' has no number here");

    /// <summary><c>unsync &lt; atomic</c>: the first metric of the cell that has the word as its first tag.</summary>
    private Expression CellByName(Token name, CellScope scope)
    {
        if (Functions.Contains(name.Text) || language.Cells.TagOrder.Count == 0 || language.Metrics.Count == 0)
            throw tokens.ErrorAt(name, $"unknown name '{name.Text}'");
        CellScope named = scope.WithTag(language.Cells.TagOrder[0], scope.Resolve(name.Text));
        Cell cell = language.Cells.TheOne(named.Tags, out string problem)
            ?? throw tokens.ErrorAt(name, $"unknown name '{name.Text}': no metric, and as a cell {problem}");
        return language.MetricOf(language.Metrics[0].Name, cell, depth + 1);
    }

    private Expression Metric(Token name, IReadOnlyDictionary<string, string> tags, CellScope scope)
    {
        if (language.FindMetric(name.Text) is null)
            throw tokens.ErrorAt(name, $"unknown metric '{name.Text}' (there are {string.Join(", ", language.Metrics.Select(m => m.Name))})");
        Cell cell = language.Cells.TheOne(tags, out string problem) ?? throw tokens.ErrorAt(name, problem);
        return language.MetricOf(name.Text, cell, depth + 1);
    }

    private Dictionary<string, string> ParseSelector(CellScope scope)
    {
        var tags = new Dictionary<string, string>(scope.Tags);
        int place = 0;
        do
        {
            Token first = tokens.ExpectValue();
            if (tokens.TryTake("="))
                tags[KnownTag(first)] = scope.Resolve(tokens.ExpectValue().Text);
            else
                tags[TagAt(place, first)] = scope.Resolve(first.Text);
            place++;
        }
        while (tokens.TryTake(","));
        tokens.Expect("]");
        return tags;
    }

    private string KnownTag(Token tag) => language.Cells.TagOrder.Contains(tag.Text)
        ? tag.Text
        : throw tokens.ErrorAt(tag, $"unknown tag '{tag.Text}' (there are {string.Join(", ", language.Cells.TagOrder)})");

    private string TagAt(int place, Token value) => place < language.Cells.TagOrder.Count
        ? language.Cells.TagOrder[place]
        : throw tokens.ErrorAt(value, $"'{value.Text}' is value {place + 1}, but there are {language.Cells.TagOrder.Count} tags");
}
