namespace GcActors.Core.Scenarios.Parsing;

/// <summary>What a name is made of, and which are taken.</summary>
internal static class Names
{
    private static readonly HashSet<string> Reserved =
    [
        "list", "tuple", "dict", "object", "slots", "leaf", "legacy", "weakref", "method", "none", "self", "ref", "as", "for", "end", "else",
    ];

    public static bool IsReserved(string text) => Reserved.Contains(text);

    public static bool IsName(ReadOnlySpan<char> text) => text.Length > 0 && PrefixLength(text) == text.Length;

    /// <summary>How many characters from the start make a name; 0: none does.</summary>
    public static int PrefixLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || char.IsAsciiDigit(text[0]))
        {
            return 0;
        }

        int length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] == '_'))
        {
            length++;
        }

        return length;
    }
}
