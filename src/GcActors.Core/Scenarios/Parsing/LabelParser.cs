namespace GcActors.Core.Scenarios.Parsing;

internal static class LabelParser
{
    /// <summary>Cuts a label into literal pieces and <c>$name</c>; a <c>$</c> without a name is itself.</summary>
    public static Label Parse(string text, Word at, Scope scope)
    {
        List<(string? Text, string? Variable)> parts = [];
        int literal = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int length = text[i] == '$' ? Names.PrefixLength(text.AsSpan(i + 1)) : 0;
            if (length == 0)
            {
                continue;
            }

            AddLiteral(parts, text[literal..i]);
            string name = text.Substring(i + 1, length);
            scope.Integers.Read(name, at);
            parts.Add((null, name));
            i += length;
            literal = i + 1;
        }

        AddLiteral(parts, text[literal..]);
        return new Label(parts);
    }

    private static void AddLiteral(List<(string? Text, string? Variable)> parts, string text)
    {
        if (text.Length > 0)
        {
            parts.Add((text, null));
        }
    }
}
