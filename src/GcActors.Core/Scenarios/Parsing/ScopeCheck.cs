namespace GcActors.Core.Scenarios.Parsing;

/// <summary>Finds variables that no line ever binds, once the whole text is known.</summary>
internal sealed class ScopeCheck(Scope top, IReadOnlyList<Scope> bodies, Diagnostics diagnostics)
{
    private static readonly string[] CreationWords = ["none", .. CreationParser.Kinds];

    /// <exception cref="ScenarioSyntaxException">There is one; the first in the text is named.</exception>
    public void Run()
    {
        (Word Word, string Name, IEnumerable<string> Known, bool IsInteger)[] unknown =
        [
            .. Unknown(scope => scope.Objects).Select(u => (u.Word, u.Name, u.Known, false)),
            .. Unknown(scope => scope.Integers).Select(u => (u.Word, u.Name, u.Known, true)),
        ];
        if (unknown.Length > 0)
        {
            var first = unknown.MinBy(u => (u.Word.Line, u.Word.Column));
            string sign = first.IsInteger ? "$" : "";
            Word named = first.Word with { Text = sign + first.Name };
            IEnumerable<string> known = first.Known.Select(name => sign + name);
            throw diagnostics.UnknownOfMany(named, "variable", first.IsInteger ? known : known.Concat(CreationWords));
        }
    }

    private IEnumerable<(Word Word, string Name, IEnumerable<string> Known)> Unknown(Func<Scope, Variables> variablesOf)
    {
        Variables atTop = variablesOf(top);
        HashSet<string> globals = new(atTop.Bound, StringComparer.Ordinal);
        foreach (Variables body in bodies.Select(variablesOf))
        {
            globals.UnionWith(body.Bound.Where(body.IsGlobal));
        }

        foreach ((string name, Word word) in atTop.FirstReads.Where(read => !globals.Contains(read.Key)))
        {
            yield return (word, name, globals);
        }

        foreach (Variables body in bodies.Select(variablesOf))
        {
            foreach ((string name, Word word) in body.FirstReads.Where(read => !IsBound(body, read.Key, globals)))
            {
                yield return (word, name, globals.Concat(body.Bound));
            }
        }
    }

    private static bool IsBound(Variables body, string name, HashSet<string> globals) =>
        body.IsGlobal(name) ? globals.Contains(name) : body.Bound.Contains(name);
}
