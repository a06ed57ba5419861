using System.Text.RegularExpressions;
using GcActors.Core.Scenarios;

namespace GcActors.Experiments.Conformance;

/// <summary>Makes a scenario smaller while something about it stays true: delta debugging (ddmin; Zeller and Hildebrandt, 2002) on its
/// statements, blocks and definitions, then blocks are unwrapped and numbers made small, until nothing helps any more. Only texts that parse
/// are tried.</summary>
/// <param name="stillDiffers">The property to keep; true for the text that is given.</param>
/// <param name="mostTries">Calls of it after which the smallest text so far has to do.</param>
public sealed partial class ScenarioShrinker(Func<string, bool> stillDiffers, int mostTries = 5000)
{
    private List<string> lines = [];

    /// <summary>Calls of the predicate so far.</summary>
    public int Tries { get; private set; }

    public string Shrink(string text)
    {
        lines = [.. text.Split('\n').Where(line => line.Trim().Length > 0)];
        bool isSmaller = true;
        while (isSmaller)
        {
            isSmaller = RemoveStatements() | UnwrapBlocks() | SimplifyWords();
        }

        return string.Join('\n', lines) + "\n";
    }

    // The top level first, in large pieces; then every block, from the last to the first, so that a removal moves no sequence still to come.
    private bool RemoveStatements()
    {
        bool hasRemoved = RemoveFrom(0);
        for (int i = ScenarioBlocks.Sequences(lines).Count - 1; i >= 0; i--)
        {
            hasRemoved |= RemoveFrom(i);
        }

        return hasRemoved;
    }

    private bool RemoveFrom(int sequence)
    {
        bool hasRemoved = false;
        int chunk = ScenarioBlocks.Sequences(lines)[sequence].Count;
        for (; chunk > 0; chunk /= 2)
        {
            int end = ScenarioBlocks.Sequences(lines)[sequence].Count;
            for (; end > 0; end -= chunk)
            {
                IReadOnlyList<LineRange> statements = ScenarioBlocks.Sequences(lines)[sequence];
                int start = Math.Max(0, end - chunk);
                hasRemoved |= Try(Without(statements[start].First, statements[end - 1].Last));
            }
        }

        return hasRemoved;
    }

    // A block is replaced by what stands in it.
    private bool UnwrapBlocks()
    {
        bool hasUnwrapped = false;
        for (int i = lines.Count - 1; i >= 0; i--)
        {
            if (i < lines.Count && ScenarioBlocks.At(lines, i) is { } block)
            {
                hasUnwrapped |= Try([.. lines.Where((_, at) => at != block.First && at != block.Last)]);
            }
        }

        return hasUnwrapped;
    }

    private bool SimplifyWords()
    {
        bool hasSimplified = false;
        for (int i = 0; i < lines.Count; i++)
        {
            hasSimplified |= RemoveWords(i) | SimplifyNumbers(i);
        }

        return hasSimplified;
    }

    // The tail first: "as $i" goes as a whole or not at all.
    private bool RemoveWords(int line)
    {
        string[] all = lines[line].Trim().Split(' ');
        bool hasRemoved = Enumerable.Range(1, all.Length - 1).Any(kept => TryLine(line, string.Join(' ', all.Take(kept))));
        for (int word = lines[line].Trim().Split(' ').Length - 1; word > 0; word--)
        {
            string[] words = lines[line].Trim().Split(' ');
            hasRemoved |= TryLine(line, string.Join(' ', words.Where((_, at) => at != word)));
        }

        return hasRemoved;
    }

    private bool SimplifyNumbers(int line)
    {
        bool hasSimplified = false;
        for (int i = 0; i < Digits().Count(lines[line]); i++)
        {
            Match number = Digits().Matches(lines[line])[i];
            hasSimplified |= Smaller(number.Value).Any(smaller =>
                TryLine(line, lines[line][..number.Index] + smaller + lines[line][(number.Index + number.Length)..]));
        }

        return hasSimplified;
    }

    private static IEnumerable<string> Smaller(string number) => long.TryParse(number, out long value)
        ? new[] { 0, 1, 2, value / 2, value - 1 }.Where(smaller => smaller >= 0 && smaller < value).Distinct().Select(smaller => $"{smaller}")
        : [];

    private bool TryLine(int line, string replacement)
    {
        List<string> candidate = [.. lines];
        candidate[line] = replacement;
        return Try(candidate);
    }

    private List<string> Without(int first, int last) => [.. lines.Where((_, at) => at < first || at > last)];

    private bool Try(List<string> candidate)
    {
        string text = string.Join('\n', candidate) + "\n";
        if (Tries >= mostTries || !Parses(text))
        {
            return false;
        }

        Tries++;
        if (!stillDiffers(text))
        {
            return false;
        }

        lines = candidate;
        return true;
    }

    private static bool Parses(string text)
    {
        try
        {
            ScenarioParser.Parse(text, "candidate");
            return true;
        }
        catch (ScenarioSyntaxException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"(?<![\w.])[0-9]+(?![\w.])")]
    private static partial Regex Digits();
}
