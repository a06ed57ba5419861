namespace GcActors.Experiments.Settings.Documents;

/// <summary>Items in the order of the file.</summary>
public sealed record DocumentList(SourcePosition Position, IReadOnlyList<DocumentNode> Items) : DocumentNode(Position)
{
    internal override string Describe() => "a list";
}
