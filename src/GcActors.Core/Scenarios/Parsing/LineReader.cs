namespace GcActors.Core.Scenarios.Parsing;

/// <summary>Cuts a text into lines and a line into words: runs without white space, and texts in double quotes. A word that begins with
/// <c>#</c> begins a comment. Empty lines are passed over.</summary>
internal sealed class LineReader(string text, Diagnostics diagnostics)
{
    private int next = text.StartsWith('\uFEFF') ? 1 : 0;
    private bool isAtEnd;

    /// <summary>Number of the line read last, from 1.</summary>
    public int Line { get; private set; }

    /// <returns>The words of the next line that has some, or null at the end.</returns>
    public IReadOnlyList<Word>? Read()
    {
        while (!isAtEnd)
        {
            List<Word> words = Words(NextLine());
            if (words.Count > 0)
            {
                return words;
            }
        }

        return null;
    }

    // Lines end as Python reads them: \n, \r\n and \r.
    private string NextLine()
    {
        Line++;
        int length = text.AsSpan(next).IndexOfAny('\n', '\r');
        isAtEnd = length < 0;
        length = isAtEnd ? text.Length - next : length;
        if (length > ScenarioLimits.LineLength)
        {
            throw diagnostics.At(Line, 0, $"a line of {length} characters; at most {ScenarioLimits.LineLength} are allowed");
        }

        string line = text.Substring(next, length);
        next += length;
        if (!isAtEnd)
        {
            next += text[next] == '\r' && next + 1 < text.Length && text[next + 1] == '\n' ? 2 : 1;
        }

        return line;
    }

    private List<Word> Words(string line)
    {
        int zero = line.IndexOf('\0', StringComparison.Ordinal);
        if (zero >= 0)
        {
            throw diagnostics.At(Line, zero + 1, "a NUL character: not a text");
        }

        List<Word> words = [];
        int at = 0;
        while (true)
        {
            while (at < line.Length && IsSpace(line[at]))
            {
                at++;
            }

            if (at == line.Length || line[at] == '#')
            {
                return words;
            }

            int end = EndOfWord(line, at);
            words.Add(new Word(line[at..end], Line, at + 1));
            at = end;
        }
    }

    // A quote that is never closed is an ordinary character, which titles and notes may hold.
    private static int EndOfWord(string line, int start)
    {
        int closing = line[start] == '"' ? line.IndexOf('"', start + 1) : -1;
        if (closing >= 0)
        {
            return closing + 1;
        }

        int end = start;
        while (end < line.Length && !IsSpace(line[end]))
        {
            end++;
        }

        return end;
    }

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';
}
