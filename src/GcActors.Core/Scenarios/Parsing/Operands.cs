using System.Collections;

namespace GcActors.Core.Scenarios.Parsing;

/// <summary>The words after a statement's first, with checks of their number.</summary>
internal sealed class Operands(Word first, IReadOnlyList<Word> words, Diagnostics diagnostics) : IReadOnlyList<Word>
{
    public int Count => words.Count;

    /// <summary>The statement's first word.</summary>
    public Word First => first;

    public Word this[int index] => words[index];

    /// <summary>The operands from one on, of the same statement.</summary>
    public Operands From(int start) => Range(start, Count);

    /// <summary>Some operands of the same statement.</summary>
    public Operands Range(int start, int end) => new(first, [.. words.Skip(start).Take(end - start)], diagnostics);

    public int IndexOf(string text)
    {
        for (int i = 0; i < Count; i++)
        {
            if (words[i].Text == text)
            {
                return i;
            }
        }

        return -1;
    }

    /// <param name="usage">How the statement is written.</param>
    public void Expect(int count, string usage) => Expect(count, count, usage);

    public void Expect(int least, int most, string usage)
    {
        if (Count > most)
        {
            throw diagnostics.At(words[most], $"{Diagnostics.Quote(words[most].Text)} is too much; expected: {usage}");
        }

        if (Count < least)
        {
            throw Wrong(usage);
        }
    }

    /// <param name="index">Of an operand that must be this word.</param>
    public void ExpectWord(int index, string word, string usage)
    {
        if (words[index].Text != word)
        {
            throw diagnostics.At(words[index], $"expected '{word}', not {Diagnostics.Quote(words[index].Text)}: {usage}");
        }
    }

    public ScenarioSyntaxException Wrong(string usage) => diagnostics.At(first, $"expected: {usage}");

    public IEnumerator<Word> GetEnumerator() => words.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
