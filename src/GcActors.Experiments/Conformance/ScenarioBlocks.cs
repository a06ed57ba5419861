namespace GcActors.Experiments.Conformance;

/// <summary>The block structure of a scenario's lines, by their first words alone.</summary>
internal static class ScenarioBlocks
{
    private static readonly string[] Opening = ["repeat", "if", "finalizer", "callback", "function"];

    /// <summary>The statements of the top level, then those of each block in the order of their first lines; an <c>else</c> ends one
    /// sequence and begins another.</summary>
    public static IReadOnlyList<IReadOnlyList<LineRange>> Sequences(IReadOnlyList<string> lines)
    {
        List<List<LineRange>> all = [[]];
        Stack<(int First, List<LineRange> Around)> open = new();
        List<LineRange> current = all[0];
        for (int i = 0; i < lines.Count; i++)
        {
            switch (FirstWord(lines[i]))
            {
                case var word when Opening.Contains(word):
                    open.Push((i, current));
                    all.Add(current = []);
                    break;
                case "else":
                    all.Add(current = []);
                    break;
                case "end" when open.Count > 0:
                    (int first, current) = open.Pop();
                    current.Add(new LineRange(first, i));
                    break;
                default:
                    current.Add(new LineRange(i, i));
                    break;
            }
        }

        return all;
    }

    /// <returns>The block that this line opens, or null.</returns>
    public static LineRange? At(IReadOnlyList<string> lines, int first) => Opening.Contains(FirstWord(lines[first]))
        ? Sequences(lines).SelectMany(sequence => sequence).Cast<LineRange?>().FirstOrDefault(range => range!.Value.First == first)
        : null;

    private static string FirstWord(string line) => line.Trim().Split(' ')[0];
}
