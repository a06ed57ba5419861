namespace GcActors.Telemetry.Printing;

/// <summary>A line of the tree: a span, or what stands for those left out.</summary>
/// <param name="Depth">Steps below the root.</param>
/// <param name="Node">The span; null: a fold.</param>
/// <param name="Hidden">The spans that are left out, all of one name; empty for a span.</param>
internal readonly record struct TreeLine(int Depth, SpanNode? Node, IReadOnlyList<SpanNode> Hidden);

/// <summary>
/// Walks a tree so that a person can read it: of many siblings of one name only the longest few are shown, each at its place, and behind the last of them one
/// line says how many more there are.
/// </summary>
internal static class Fold
{
    /// <summary>So many siblings of one name are shown whole.</summary>
    public const int Whole = 5;

    /// <summary>Of more than that, so many.</summary>
    public const int Kept = 3;

    public static IEnumerable<TreeLine> Lines(IReadOnlyList<SpanNode> siblings, int depth = 0)
    {
        Dictionary<string, SpanNode[]> kept = siblings.GroupBy(s => s.Name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Keep([.. g]), StringComparer.Ordinal);
        foreach (SpanNode node in siblings.Where(s => kept[s.Name].Contains(s)))
        {
            yield return new TreeLine(depth, node, []);
            foreach (TreeLine line in Lines(node.Children, depth + 1))
            {
                yield return line;
            }

            if (node == kept[node.Name][^1] && siblings.Where(s => s.Name == node.Name && !kept[s.Name].Contains(s)).ToArray() is { Length: > 0 } hidden)
            {
                yield return new TreeLine(depth, null, hidden);
            }
        }
    }

    // In their order, so that the last one is the last to be shown. A sort that is stable keeps ties as they came.
    private static SpanNode[] Keep(SpanNode[] same)
    {
        if (same.Length <= Whole)
        {
            return same;
        }

        HashSet<SpanNode> longest = [.. same.OrderByDescending(s => s.Duration).Take(Kept)];
        return [.. same.Where(longest.Contains)];
    }
}
