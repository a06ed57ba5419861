namespace GcActors.Experiments.Predicates;

/// <summary>
/// <code>
/// statement  = [tag '=' value (',' ...)* ':'] alternative
/// alternative = conjunction ('or' conjunction)*
/// conjunction = term (('and' | ';') term)*
/// term       = 'not' term | 'all' name 'in' '{' value (',' ...)* '}' ':' statement | '(' statement ')' | comparison
/// comparison = 'negligible' '(' sum ')' | sum 'in' '[' number ',' number ']' | sum (('&lt;' | '&lt;=' | '&gt;' | '&gt;=' | '=') sum)+
/// </code>
/// </summary>
internal sealed class PredicateParser
{
    private static readonly string[] Relations = ["<", "<=", ">", ">=", "="];
    private readonly TokenReader _tokens;
    private readonly ExpressionParser _expressions;

    public PredicateParser(string text, CellLanguage language)
    {
        _tokens = new TokenReader(text);
        _expressions = new ExpressionParser(_tokens, language, 0);
    }

    public PredicateNode ParseWhole()
    {
        PredicateNode node = ParseStatement(CellScope.Empty);
        return _tokens.Current.Kind == TokenKind.End ? node : throw _tokens.Error($"unexpected {_tokens.Current}");
    }

    private PredicateNode ParseStatement(CellScope scope)
    {
        CellScope inner = IsScopeAhead() ? ParseScope(scope) : scope;
        PredicateNode left = ParseConjunction(inner);
        while (_tokens.TryTake("or"))
            left = new ConnectiveNode(left, ParseConjunction(inner), Kleene.Or);
        return left;
    }

    /// <summary><c>M=1:</c>, <c>M=2, hot=0:</c></summary>
    private bool IsScopeAhead()
    {
        for (int at = 0; ; at += 4)
        {
            bool pair = _tokens.Ahead(at).Kind == TokenKind.Word && _tokens.Ahead(at + 1).Is("=");
            if (!pair || _tokens.Ahead(at + 3).Is(":"))
                return pair;
            if (!_tokens.Ahead(at + 3).Is(","))
                return false;
        }
    }

    private CellScope ParseScope(CellScope scope)
    {
        do
        {
            string tag = _tokens.ExpectValue().Text;
            _tokens.Expect("=");
            scope = scope.WithTag(tag, scope.Resolve(_tokens.ExpectValue().Text));
        }
        while (_tokens.TryTake(","));
        _tokens.Expect(":");
        return scope;
    }

    private PredicateNode ParseConjunction(CellScope scope)
    {
        PredicateNode left = ParseTerm(scope);
        while (_tokens.TryTake("and") || _tokens.TryTake(";"))
            left = new ConnectiveNode(left, ParseTerm(scope), Kleene.And);
        return left;
    }

    private PredicateNode ParseTerm(CellScope scope)
    {
        if (_tokens.TryTake("not"))
            return new NotNode(ParseTerm(scope));
        if (_tokens.TryTake("all"))
            return ParseAll(scope);
        if (_tokens.Current.Is(NegligibleNode.Word) && _tokens.Ahead(1).Is("("))
            return ParseNegligible(scope);
        return IsGroupedStatement() ? ParseGroup(scope) : ParseComparison(scope);
    }

    private NegligibleNode ParseNegligible(CellScope scope)
    {
        int start = _tokens.Position;
        _tokens.Expect(NegligibleNode.Word);
        _tokens.Expect("(");
        Expression share = _expressions.ParseSum(scope);
        _tokens.Expect(")");
        return new NegligibleNode(_tokens.TextFrom(start), share);
    }

    /// <summary>A parenthesis opens a statement if what it closes is not followed by arithmetic or a relation.</summary>
    private bool IsGroupedStatement()
    {
        if (!_tokens.Current.Is("("))
            return false;
        int open = 0;
        int at = 0;
        do
        {
            Token token = _tokens.Ahead(at++);
            open += token.Is("(") ? 1 : token.Is(")") ? -1 : 0;
            if (token.Kind == TokenKind.End)
                return false;
        }
        while (open > 0);
        Token next = _tokens.Ahead(at);
        return next.Kind == TokenKind.End || next.Is(")") || next.Is(";") || next.Is("and") || next.Is("or");
    }

    private PredicateNode ParseGroup(CellScope scope)
    {
        _tokens.Expect("(");
        PredicateNode inner = ParseStatement(scope);
        _tokens.Expect(")");
        return inner;
    }

    /// <summary>The body is read once for each value.</summary>
    private PredicateNode ParseAll(CellScope scope)
    {
        string name = _tokens.ExpectValue().Text;
        _tokens.Expect("in");
        _tokens.Expect("{");
        var values = new List<string>();
        do
            values.Add(_tokens.ExpectValue().Text);
        while (_tokens.TryTake(","));
        _tokens.Expect("}");
        _tokens.Expect(":");
        int body = _tokens.Position;
        return values.Select(value => ParseBody(body, scope.WithVariable(name, value)))
            .Aggregate((left, right) => new ConnectiveNode(left, right, Kleene.And));
    }

    private PredicateNode ParseBody(int position, CellScope scope)
    {
        _tokens.Position = position;
        return ParseStatement(scope);
    }

    private PredicateNode ParseComparison(CellScope scope)
    {
        int start = _tokens.Position;
        Expression first = _expressions.ParseSum(scope);
        if (_tokens.TryTake("in"))
            return ParseRange(start, first);
        if (!IsRelation())
            throw _tokens.Error($"expected a comparison instead of {_tokens.Current}");
        PredicateNode? chain = null;
        while (IsRelation())
        {
            string relation = _tokens.Take().Text;
            Expression second = _expressions.ParseSum(scope);
            PredicateNode link = Compare(_tokens.TextFrom(start), first, relation, second);
            chain = chain is null ? link : new ConnectiveNode(chain, link, Kleene.And);
            first = second;
        }

        return chain!;
    }

    private bool IsRelation() => _tokens.Current.Kind == TokenKind.Symbol && Relations.Contains(_tokens.Current.Text);

    private ComparisonNode ParseRange(int start, Expression subject)
    {
        _tokens.Expect("[");
        double low = ParseNumber();
        _tokens.Expect(",");
        double high = ParseNumber();
        _tokens.Expect("]");
        return new ComparisonNode(_tokens.TextFrom(start), subject, low, false, high, false);
    }

    private double ParseNumber()
    {
        Token at = _tokens.Current;
        Expression number = _expressions.ParseSum(CellScope.Empty);
        return number.IsConstant ? number.Evaluate(NoCells.Instance) : throw _tokens.ErrorAt(at, "the ends of a range are numbers");
    }

    /// <summary>With a number on one side the other side's interval is compared; else the ratio of the two with 1 (rule A4).</summary>
    private ComparisonNode Compare(string text, Expression left, string relation, Expression right)
    {
        if (left.IsConstant && right.IsConstant)
            throw _tokens.Error("both sides are numbers");
        if (relation == "=")
            return Equal(text, left, right);
        bool below = relation[0] == '<';
        bool open = relation.Length == 1;
        if (left.IsConstant)
            return Bounded(text, right, left.Evaluate(NoCells.Instance), !below, open);
        return right.IsConstant
            ? Bounded(text, left, right.Evaluate(NoCells.Instance), below, open)
            : Bounded(text, below ? new RatioExpression(right, left) : new RatioExpression(left, right), 1, false, open);
    }

    /// <summary>Counts of a seeded run are compared exactly (rule A3).</summary>
    private static ComparisonNode Equal(string text, Expression left, Expression right)
    {
        if (left.IsConstant)
            (left, right) = (right, left);
        double value = right.IsConstant ? right.Evaluate(NoCells.Instance) : 0;
        return new ComparisonNode(text, right.IsConstant ? left : new BinaryExpression('-', left, right), value, false, value, false);
    }

    private static ComparisonNode Bounded(string text, Expression subject, double bound, bool isUpper, bool open) => isUpper
        ? new ComparisonNode(text, subject, double.NegativeInfinity, true, bound, open)
        : new ComparisonNode(text, subject, bound, open, double.PositiveInfinity, true);
}
