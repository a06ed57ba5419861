namespace GcActors.Core.Wording;

/// <summary>Did-you-mean: the known name nearest to a mistyped one by the restricted Damerau–Levenshtein distance (Damerau 1964).</summary>
public static class NearestName
{
    /// <summary>The nearest name, or null when none is near enough to be meant: a third of the letters may differ, at least one.</summary>
    public static string? Find(string written, IEnumerable<string> known)
    {
        string? nearest = null;
        int allowed = Math.Max(1, written.Length / 3);
        foreach (string name in known)
        {
            int distance = Distance(Fold(written), Fold(name));
            if (distance <= allowed)
            {
                (nearest, allowed) = (name, distance - 1);
            }
        }

        return nearest;
    }

    /// <summary>The end of an error line: the nearest name, or all of them when none is near.</summary>
    public static string Hint(string written, IEnumerable<string> known, string whatTheyAre)
    {
        List<string> names = [.. known];
        return Find(written, names) is { } nearest
            ? $" (did you mean '{nearest}'?)"
            : names.Count == 0 ? "; there are none" : $"; {whatTheyAre}: {string.Join(", ", names)}";
    }

    // Insertions, deletions, substitutions and swaps of neighbours cost 1 each; three rows are enough for the swaps.
    internal static int Distance(string a, string b)
    {
        int[] beforeLast = new int[b.Length + 1];
        int[] last = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + substitution);
                bool isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if (isSwap)
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, row);
        }

        return last[b.Length];
    }

    // Case and the choice between '-' and '_' are never what a person meant to say.
    private static string Fold(string name) => name.ToLowerInvariant().Replace('_', '-');
}
