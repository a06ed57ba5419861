using System.Text;
using GcActors.Experiments.Statistics;

namespace GcActors.Tests.Scenarios;

/// <summary>Damages texts in the ways in which files, editors and people do.</summary>
internal sealed class ScenarioMutator(ulong seed)
{
    private static readonly string[] Pieces =
    [
        "(", ")", "[", "]", "{", "}", "\"", "$", "#", ":", "=", "-", "end", "else", "repeat 3", "if 1 == 1", "global x", "self", "ref", "none",
        "99999999999999999999", "builtin:", "for", "3.12", "\0", "\u2028", "\ud83d\ude00", "finalizer F", "callback", "function f x", "table Z 5", "quiet",
    ];

    private SplitMix64 random = new(seed);

    /// <summary>Mostly one kind of damage, at most four: the first error hides what comes after it.</summary>
    public byte[] Mutate(IReadOnlyList<string> texts)
    {
        string text = texts[random.Below(texts.Count)];
        for (int i = Math.Max(0, random.Below(12) - 8); i >= 0; i--)
        {
            text = random.Below(30) switch
            {
                0 => Lines(text, lines => lines.RemoveAt(random.Below(lines.Count))),
                1 => Lines(text, lines => lines.Insert(random.Below(lines.Count), lines[random.Below(lines.Count)])),
                2 => Lines(text, lines => Swap(lines, random.Below(lines.Count), random.Below(lines.Count))),
                3 => Words(text, words => words.RemoveAt(random.Below(words.Count))),
                4 => Words(text, words => words.Insert(random.Below(words.Count + 1), words[random.Below(words.Count)])),
                5 => Words(text, words => words[random.Below(words.Count)] = Pieces[random.Below(Pieces.Length)]),
                6 => Lines(text, random.Shuffle),
                7 => Long(text),
                < 18 => Words(text, words => Character(words, random.Below(words.Count))),
                < 24 => Words(text, words => Cut(words, random.Below(words.Count))),
                _ => Words(text, words => words[random.Below(words.Count)] += Pieces[random.Below(Pieces.Length)]),
            };
        }

        return Flip(Encoding.UTF8.GetBytes(text));
    }

    private static string Lines(string text, Action<List<string>> change)
    {
        List<string> lines = [.. text.Split('\n')];
        change(lines);
        return string.Join('\n', lines);
    }

    private static void Swap(List<string> lines, int a, int b) => (lines[a], lines[b]) = (lines[b], lines[a]);

    private string Words(string text, Action<List<string>> change) => Lines(text, lines =>
    {
        int line = random.Below(Math.Max(1, lines.Count));
        List<string> words = [.. lines[line].Split(' ')];
        change(words);
        lines[line] = string.Join(' ', words);
    });

    private void Character(List<string> words, int word)
    {
        const string Signs = "()[]{}\":$#=-+*/%.,0a_ ";
        int at = random.Below(words[word].Length + 1);
        int removed = Math.Min(random.Below(2), words[word].Length - at);
        words[word] = words[word].Remove(at, removed).Insert(at, Signs[random.Below(Signs.Length)].ToString());
    }

    private void Cut(List<string> words, int word) => words[word] = words[word][..random.Below(words[word].Length + 1)];

    // Repeats a piece so often that limits are met: of a line, of blocks, of an expression.
    private string Long(string text)
    {
        int times = 1 << random.Below(17);
        string repeated = random.Below(5) switch
        {
            0 => "$n = " + string.Concat(Enumerable.Repeat("(", times)) + "1",
            1 => string.Concat(Enumerable.Repeat("repeat 1\n", times)),
            2 => "$n = 0" + string.Concat(Enumerable.Repeat("+1", times)),
            3 => "let x = list" + string.Concat(Enumerable.Repeat(" none", times)),
            _ => "set x" + string.Concat(Enumerable.Repeat("[0]", times)) + " = none",
        };
        return Lines(text, lines => lines.Insert(random.Below(lines.Count), repeated));
    }

    private byte[] Flip(byte[] bytes)
    {
        if (bytes.Length > 0 && random.Below(10) == 0)
        {
            for (int i = random.Below(8); i >= 0; i--)
            {
                bytes[random.Below(bytes.Length)] ^= (byte)(1 << random.Below(8));
            }
        }

        return bytes;
    }
}
