namespace GcActors.Core.Scenarios.Parsing;

/// <summary>Reads finalizers, callbacks and functions.</summary>
internal sealed class BodyReader(
    LineReader lines, Declarations declarations, PlaceParser places, BlockReader blocks, Diagnostics diagnostics)
{
    public List<Body> Bodies { get; } = [];

    public List<Scope> Scopes { get; } = [];

    /// <param name="first"><c>finalizer</c>, <c>callback</c> or <c>function</c>.</param>
    public void Read(Word first, Operands words)
    {
        BodyKind kind = first.Text switch
        {
            "finalizer" => BodyKind.Finalizer,
            "callback" => BodyKind.Callback,
            _ => BodyKind.Function,
        };
        string[] parameters = Declare(kind, first.Text, words);
        Scope scope = new(kind, parameters);
        Scopes.Add(scope);
        List<Statement> inside = [];
        ReadInside(first, words[0].Text, scope, inside);
        Bodies.Add(new Body(
            kind, words[0].Text, parameters, scope.Objects.Globals, scope.Integers.Globals, inside, first.Line));
    }

    // Declared before the body is read: a function may call itself, a finalizer may make objects that have it too.
    private string[] Declare(BodyKind kind, string what, Operands words)
    {
        if (words.Count == 0)
        {
            throw words.Wrong(kind == BodyKind.Function ? "function NAME [PARAMETER...]" : $"{what} NAME");
        }

        if (kind != BodyKind.Function)
        {
            words.Expect(1, $"{what} NAME");
            declarations.AddBody(what, words[0]);
            return [];
        }

        Operands parameters = words.From(1);
        foreach (Word parameter in parameters)
        {
            places.CheckVariable(parameter);
        }

        string[] names = [.. parameters.Select(parameter => parameter.Text)];
        if (names.Distinct().Count() < names.Length)
        {
            throw diagnostics.At(words[0], $"function {words[0].Text} has two parameters of the same name");
        }

        declarations.AddFunction(words[0], names.Length);
        return names;
    }

    private void ReadInside(Word first, string name, Scope scope, List<Statement> inside)
    {
        bool mayDeclareGlobals = true;
        while (lines.Read() is { } read)
        {
            Word word = read[0];
            Operands words = new(word, [.. read.Skip(1)], diagnostics);
            switch (word.Text)
            {
                case "end":
                    words.Expect(0, "end");
                    return;
                case "global" when mayDeclareGlobals:
                    ReadGlobals(words, scope);
                    break;
                case "global":
                    throw diagnostics.At(word, "global must come first in its body");
                default:
                    mayDeclareGlobals = false;
                    blocks.ReadStatement(word, words, scope, inside, depth: 1);
                    break;
            }
        }

        throw diagnostics.At(lines.Line, 0, $"missing end of {first.Text} {name} in line {first.Line}");
    }

    private void ReadGlobals(Operands words, Scope scope)
    {
        if (words.Count == 0)
        {
            throw words.Wrong("global NAME or $NAME...");
        }

        foreach (Word word in words)
        {
            if (word.Text[0] == '$')
            {
                scope.Integers.DeclareGlobal(IntegerNames.Of(word, diagnostics));
                continue;
            }

            places.CheckVariable(word);
            if (scope.Objects.IsParameter(word.Text))
            {
                throw diagnostics.At(word, $"{word.Text} is a parameter, so it cannot be global");
            }

            scope.Objects.DeclareGlobal(word.Text);
        }
    }
}
