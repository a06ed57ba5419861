namespace GcActors.Experiments.Predicates;

/// <summary>Finds the one cell that a list of tags means.</summary>
/// <param name="tagOrder">Tag names in the experiment's order: a bare word at place i of a selector is the value of tag i.</param>
/// <param name="cells">Cells that can be addressed.</param>
public sealed class CellIndex(IReadOnlyList<string> tagOrder, IReadOnlyList<Cell> cells)
{
    public IReadOnlyList<string> TagOrder => tagOrder;

    public IReadOnlyList<Cell> Cells => cells;

    public IReadOnlyList<Cell> Matching(IReadOnlyDictionary<string, string> tags) =>
        [.. cells.Where(cell => tags.All(tag => cell.Tags.TryGetValue(tag.Key, out string? value) && value == tag.Value))];

    /// <summary>All values that a tag takes, in the order of the cells.</summary>
    public IReadOnlyList<string> LevelsOf(string tag) =>
        [.. cells.Where(c => c.Tags.ContainsKey(tag)).Select(c => c.Tags[tag]).Distinct()];

    public Cell? TheOne(IReadOnlyDictionary<string, string> tags, out string problem)
    {
        IReadOnlyList<Cell> found = Matching(tags);
        problem = found.Count == 1 ? "" : $"[{Describe(tags)}] means {(found.Count == 0 ? "no cell" : $"{found.Count} cells ({Names(found)})")}";
        return found.Count == 1 ? found[0] : null;
    }

    private static string Names(IReadOnlyList<Cell> found) =>
        string.Join(", ", found.Take(3).Select(c => c.Name)) + (found.Count > 3 ? ", ..." : "");

    private static string Describe(IReadOnlyDictionary<string, string> tags) => string.Join(", ", tags.Select(t => $"{t.Key}={t.Value}"));
}
