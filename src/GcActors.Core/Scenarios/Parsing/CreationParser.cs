namespace GcActors.Core.Scenarios.Parsing;

/// <summary>Reads what a <c>let</c> makes.</summary>
internal sealed class CreationParser(Declarations declarations, PlaceParser places, Diagnostics diagnostics)
{
    public static readonly string[] Kinds = ["list", "tuple", "dict", "object", "slots", "legacy", "leaf", "weakref", "method", "deref"];

    /// <param name="kind">The word after <c>=</c>.</param>
    /// <param name="words">Those after it.</param>
    public Creation Parse(Word kind, Operands words, Scope scope)
    {
        switch (kind.Text)
        {
            case "list":
                return new Creation.List(Items(words, scope));
            case "tuple":
                return new Creation.Tuple(Items(words, scope));
            case "dict":
                return new Creation.Dict([.. words.Select(word => Entry(word, scope))]);
            case "object" or "slots" or "legacy":
                return Instance(kind.Text, words, scope);
            case "leaf":
                words.Expect(0, "let NAME = leaf");
                return new Creation.Leaf();
            case "weakref":
                return WeakRef(words, scope);
            case "method":
                words.Expect(2, "let NAME = method PLACE CALLBACK");
                return new Creation.Method(places.Place(words[0], scope), Callback(words[1]));
            case "deref":
                words.Expect(1, "let NAME = deref PLACE");
                return new Creation.Deref(places.Place(words[0], scope));
            default:
                return words.Count == 0
                    ? new Creation.Existing(places.Item(kind, scope))
                    : throw diagnostics.Unknown(kind, "kind", Kinds);
        }
    }

    private List<Item> Items(Operands words, Scope scope) => [.. words.Select(word => places.Item(word, scope))];

    private (DictKey Key, Item Value) Entry(Word word, Scope scope)
    {
        int colon = word.Text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < word.Text.Length - 1
            ? (places.Key(word.Part(0, colon), scope), places.Item(word.From(colon + 1), scope))
            : throw diagnostics.At(word, $"bad entry {Diagnostics.Quote(word.Text)}: expected KEY:ITEM without spaces");
    }

    private Creation.Instance Instance(string kind, Operands words, Scope scope)
    {
        string? finalizer = null;
        Label? label = null;
        foreach (Word word in words)
        {
            bool isText = word.Text[0] == '"';
            if (isText ? label != null : finalizer != null)
            {
                throw diagnostics.At(word, isText ? "a second label" : "a second finalizer");
            }

            if (isText)
            {
                label = LabelParser.Parse(places.Text(word), word, scope);
            }
            else
            {
                finalizer = Finalizer(word, kind);
            }
        }

        return new Creation.Instance(kind, finalizer, label);
    }

    private string Finalizer(Word word, string kind)
    {
        if (kind == "legacy")
        {
            throw diagnostics.At(word, $"a legacy object has no finalizer; only a label in quotes may follow, not {Diagnostics.Quote(word.Text)}");
        }

        return declarations.IsFinalizer(word.Text)
            ? word.Text
            : throw diagnostics.Unknown(word, "finalizer", declarations.Of("finalizer"), "declared above");
    }

    private Creation.WeakRef WeakRef(Operands words, Scope scope)
    {
        words.Expect(1, 2, "let NAME = weakref PLACE [CALLBACK]");
        Place target = places.Place(words[0], scope);
        if (words.Count == 1)
        {
            return new Creation.WeakRef(target, null, null);
        }

        return declarations.IsCallback(words[1].Text)
            ? new Creation.WeakRef(target, words[1].Text, null)
            : new Creation.WeakRef(target, null, places.Place(words[1], scope));
    }

    private string Callback(Word word) => declarations.IsCallback(word.Text)
        ? word.Text
        : throw diagnostics.Unknown(word, "callback", declarations.Of("callback"), "declared above");
}
