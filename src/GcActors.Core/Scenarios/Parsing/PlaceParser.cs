namespace GcActors.Core.Scenarios.Parsing;

/// <summary>Reads places, keys and items.</summary>
internal sealed class PlaceParser(Declarations declarations, ExpressionParser expressions, Diagnostics diagnostics)
{
    private static readonly string[] Attributes = ["a", "b", "c", "d"];

    /// <summary>Whether an item that begins like this is an integer expression.</summary>
    public static bool StartsExpression(char first) => first is '$' or '(' or '-' or (>= '0' and <= '9');

    public Place Place(Word word, Scope scope)
    {
        int length = Names.PrefixLength(word.Text);
        if (length == 0)
        {
            throw diagnostics.At(word, $"bad place {Diagnostics.Quote(word.Text)}: expected a variable or a table slot");
        }

        Word name = word.Part(0, length);
        List<Accessor> accessors = Accessors(word, length, scope);
        if (!declarations.IsTable(name.Text))
        {
            ReadVariable(name, scope);
            return new Place(name.Text, null, accessors);
        }

        return accessors is [Accessor.Index index, ..]
            ? new Place(name.Text, index.Value, accessors[1..])
            : throw diagnostics.At(name, $"table {name.Text} needs an index: {name.Text}[EXPR]");
    }

    public Item Item(Word word, Scope scope)
    {
        if (word.Text == "none")
        {
            return new Item.None();
        }

        if (word.Text[0] == '"')
        {
            return new Item.Text(Text(word));
        }

        return StartsExpression(word.Text[0])
            ? new Item.Int(expressions.Parse(word, scope))
            : new Item.At(Place(word, scope));
    }

    public DictKey Key(Word word, Scope scope)
    {
        if (word.Text[0] is '$' or '(' or (>= '0' and <= '9'))
        {
            return new DictKey.Int(expressions.Parse(word, scope));
        }

        return Names.IsName(word.Text)
            ? new DictKey.Word(word.Text)
            : throw diagnostics.At(
                word, $"bad key {Diagnostics.Quote(word.Text)}: expected a word, or an integer expression that starts with a digit, $ or (");
    }

    /// <summary>The text of a word in quotes.</summary>
    public string Text(Word word) => word.IsText
        ? word.Unquoted
        : throw diagnostics.At(word, $"{Diagnostics.Quote(word.Text)}: expected a text in double quotes");

    /// <summary>A variable's name that is used for its value.</summary>
    public void ReadVariable(Word name, Scope scope)
    {
        if (name.Text == "self" ? scope.HasSelf : name.Text == "ref" && scope.HasRef)
        {
            return;
        }

        CheckVariable(name);
        scope.Objects.Read(name.Text, name);
    }

    /// <summary>A name that may be bound.</summary>
    public void CheckVariable(Word name)
    {
        if (name.Text is "self" or "ref")
        {
            throw diagnostics.At(name, name.Text == "self"
                ? "self is only known in a finalizer or a callback, and cannot be bound"
                : "ref is only known in a callback, and cannot be bound");
        }

        if (!Names.IsName(name.Text))
        {
            throw diagnostics.At(name, $"bad variable name {Diagnostics.Quote(name.Text)}: letters, digits and _, not starting with a digit");
        }

        if (Names.IsReserved(name.Text))
        {
            throw diagnostics.At(name, $"'{name.Text}' is reserved");
        }

        if (declarations.IsTable(name.Text))
        {
            throw diagnostics.At(name, $"{name.Text} is a table; its slots are {name.Text}[EXPR]");
        }
    }

    private List<Accessor> Accessors(Word word, int start, Scope scope)
    {
        List<Accessor> accessors = [];
        int at = start;
        while (at < word.Text.Length)
        {
            (Accessor accessor, at) = word.Text[at] switch
            {
                '.' => Attribute(word, at),
                '[' => Enclosed(word, at, ']', part => new Accessor.Index(expressions.Parse(part, scope))),
                '{' => Enclosed(word, at, '}', part => new Accessor.Key(Key(part, scope))),
                _ => throw diagnostics.At(word.From(at), $"bad place {Diagnostics.Quote(word.Text)}: expected .ATTRIBUTE, [EXPR] or {{KEY}}"),
            };
            accessors.Add(accessor);
        }

        return accessors;
    }

    private (Accessor Accessor, int End) Attribute(Word word, int dot)
    {
        int length = Names.PrefixLength(word.Text.AsSpan(dot + 1));
        Word name = length > 0 ? word.Part(dot + 1, length) : word.From(dot);
        return Attributes.Contains(name.Text)
            ? (new Accessor.Attribute(name.Text[0]), dot + 1 + length)
            : throw diagnostics.At(name, $"unknown attribute {Diagnostics.Quote(name.Text)}; there are: {string.Join(", ", Attributes)}");
    }

    private (Accessor Accessor, int End) Enclosed(Word word, int open, char closing, Func<Word, Accessor> read)
    {
        int length = word.Text.AsSpan(open + 1).IndexOfAny("[]{}");
        if (length <= 0 || word.Text[open + 1 + length] != closing)
        {
            throw diagnostics.At(word.From(open), $"bad place {Diagnostics.Quote(word.Text)}: expected something without brackets, then '{closing}'");
        }

        return (read(word.Part(open + 1, length)), open + length + 2);
    }
}
