namespace GcActors.Core.Scenarios.Parsing;

/// <summary>A word of a line; a text in quotes is one word.</summary>
/// <param name="Text">As written, quotes included; never empty.</param>
/// <param name="Column">From 1.</param>
internal readonly record struct Word(string Text, int Line, int Column)
{
    public bool IsText => Text.Length >= 2 && Text[0] == '"' && Text[^1] == '"';

    /// <summary>What stands in the quotes.</summary>
    public string Unquoted => Text[1..^1];

    /// <summary>A part of the word that knows where it stands.</summary>
    public Word Part(int start, int length) => new(Text.Substring(start, length), Line, Column + start);

    public Word From(int start) => Part(start, Text.Length - start);
}
