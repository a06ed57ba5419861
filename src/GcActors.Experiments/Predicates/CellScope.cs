namespace GcActors.Experiments.Predicates;

/// <summary>What is already fixed where a reference is read.</summary>
/// <param name="Tags">Tags that a reference has unless it says otherwise.</param>
/// <param name="Variables">Names bound by <c>all name in {...}</c> to the value of this round.</param>
/// <param name="Own">Inside a metric's formula: the cell whose quantities bare names are.</param>
internal sealed record CellScope(
    IReadOnlyDictionary<string, string> Tags, IReadOnlyDictionary<string, string> Variables, Cell? Own = null)
{
    public static readonly CellScope Empty = new(new Dictionary<string, string>(), new Dictionary<string, string>());

    public static CellScope Of(Cell cell) => Empty with { Tags = cell.Tags, Own = cell };

    public CellScope WithTag(string tag, string value) => this with { Tags = new Dictionary<string, string>(Tags) { [tag] = value } };

    public CellScope WithVariable(string name, string value) =>
        this with { Variables = new Dictionary<string, string>(Variables) { [name] = value } };

    public string Resolve(string word) => Variables.GetValueOrDefault(word, word);
}
