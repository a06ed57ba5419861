namespace GcActors.Core.Scenarios.Running;

/// <summary>What a statement asks of the host of the machine: output, and the state outside the heap.</summary>
internal abstract record HostAction
{
    /// <param name="Text">Appended to the log.</param>
    /// <param name="Place">Number of the place whose kind is appended, −1: none.</param>
    internal sealed record Log(string Text, int Place) : HostAction;

    internal sealed record Note(string Text, int Line) : HostAction;

    internal sealed record Watch(bool On) : HostAction;

    /// <summary>The number that a collection returned.</summary>
    internal sealed record Collected(Statement.Collect Statement) : HostAction;

    /// <param name="Statement">As parsed.</param>
    /// <param name="Places">Numbers of its places.</param>
    /// <param name="Expression">Number of its expression, −1: none.</param>
    internal sealed record Observe(Statement.Observe Statement, int[] Places, int Expression) : HostAction;
}
