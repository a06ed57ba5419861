namespace GcActors.Experiments.Running;

/// <summary>"Did you mean": the known name with the fewest edits.</summary>
internal static class NearestName
{
    public static string Hint(string name, IEnumerable<string> known)
    {
        string? nearest = known.Select(k => (Name: k, Edits: Distance(name, k)))
            .Where(k => k.Edits <= Math.Max(2, name.Length / 3))
            .OrderBy(k => k.Edits).Select(k => k.Name).FirstOrDefault();
        return nearest is null ? "" : $" (did you mean '{nearest}'?)";
    }

    /// <summary>Levenshtein 1966, one row.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
