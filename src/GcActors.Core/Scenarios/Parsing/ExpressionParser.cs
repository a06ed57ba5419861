using System.Globalization;

namespace GcActors.Core.Scenarios.Parsing;

/// <summary>Reads integer expressions by recursive descent. Precedence is Python's: unary signs, then <c>* / %</c>, then <c>+ -</c>,
/// all from left to right.</summary>
internal sealed class ExpressionParser(Diagnostics diagnostics)
{
    /// <summary>Reads a whole word.</summary>
    public IntExpression Parse(Word word, Scope scope)
    {
        Cursor cursor = new(word, scope, diagnostics);
        Node node = cursor.Sum();
        cursor.ExpectEnd();
        return node.Expression;
    }

    /// <summary>Reads what stands right of <paramref name="left"/> and a <c>%</c>, as if both had been written in front of the word:
    /// <c>random $n 8+1</c> means "a number below 8, plus 1", because the translator writes <c>% 8+1</c>.</summary>
    public IntExpression ParseRightOfModulo(IntExpression left, Word word, Scope scope)
    {
        Cursor cursor = new(word, scope, diagnostics);
        Node modulo = cursor.Join('%', new Node(left, 1), cursor.Signed());
        Node node = cursor.RestOfSum(cursor.RestOfProduct(modulo));
        cursor.ExpectEnd();
        return node.Expression;
    }

    private readonly record struct Node(IntExpression Expression, int Height);

    private sealed class Cursor(Word word, Scope scope, Diagnostics diagnostics)
    {
        private readonly string text = word.Text;
        private int at;
        private int depth;

        public Node Sum() => RestOfSum(Product());

        public Node RestOfSum(Node left)
        {
            while (Next() is '+' or '-')
            {
                char sign = text[at++];
                left = Join(sign, left, Product());
            }

            return left;
        }

        public Node Product() => RestOfProduct(Signed());

        public Node RestOfProduct(Node left)
        {
            while (Next() is '*' or '/' or '%')
            {
                char sign = text[at++];
                left = Join(sign, left, Signed());
            }

            return left;
        }

        public Node Signed()
        {
            if (Next() is not ('+' or '-'))
            {
                return Primary();
            }

            bool isNegative = text[at++] == '-';
            Enter();
            Node operand = Signed();
            depth--;
            return isNegative ? Above(new IntExpression.Negate(operand.Expression), operand.Height) : operand;
        }

        public Node Join(char sign, Node left, Node right) =>
            Above(new IntExpression.Binary(sign, left.Expression, right.Expression), Math.Max(left.Height, right.Height));

        public void ExpectEnd()
        {
            if (Next() != '\0')
            {
                throw Error("expected an operator + - * / % or the end of the expression");
            }
        }

        private Node Primary() => Next() switch
        {
            '(' => Parenthesised(),
            '$' => Variable(),
            >= '0' and <= '9' => Literal(),
            _ => throw Error("expected an integer, $name or '('"),
        };

        private Node Parenthesised()
        {
            at++;
            Enter();
            Node inner = Sum();
            depth--;
            if (Next() != ')')
            {
                throw Error("expected ')'");
            }

            at++;
            return inner;
        }

        private Node Variable()
        {
            int length = Names.PrefixLength(text.AsSpan(at + 1));
            if (length == 0)
            {
                throw Error("expected a name after '$'");
            }

            Word variable = word.Part(at + 1, length);
            scope.Integers.Read(variable.Text, variable);
            at += length + 1;
            return new Node(new IntExpression.Variable(variable.Text), 1);
        }

        private Node Literal()
        {
            int length = text.AsSpan(at).IndexOfAnyExceptInRange('0', '9');
            string digits = length < 0 ? text[at..] : text.Substring(at, length);
            if (digits.Length > 1 && digits[0] == '0' && digits.AsSpan().ContainsAnyExcept('0'))
            {
                throw Error("an integer has no leading zeros");
            }

            if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            {
                throw Error($"an integer beyond 64 bits; at most {long.MaxValue}");
            }

            at += digits.Length;
            return new Node(new IntExpression.Literal(value), 1);
        }

        private Node Above(IntExpression expression, int height) => height < ScenarioLimits.ExpressionDepth
            ? new Node(expression, height + 1)
            : throw TooDeep();

        private void Enter()
        {
            if (++depth > ScenarioLimits.ExpressionDepth)
            {
                throw TooDeep();
            }
        }

        private ScenarioSyntaxException TooDeep() => Error($"an expression nested deeper than {ScenarioLimits.ExpressionDepth}");

        private char Next()
        {
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }

            return at < text.Length ? text[at] : '\0';
        }

        private ScenarioSyntaxException Error(string problem) =>
            diagnostics.At(word.Line, word.Column + at, $"bad integer expression {Diagnostics.Quote(text)}: {problem}");
    }
}
