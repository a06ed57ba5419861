namespace GcActors.Core.Scenarios.Explaining;

/// <summary>Asks a run of a scenario to record one collection, and receives it.</summary>
/// <param name="line">The collection runs while this line does, or a body that it called.</param>
/// <param name="occurrence">Which of the line's collections, from 1.</param>
public sealed class CollectionRecording(int line, int occurrence)
{
    private readonly SortedDictionary<int, int> _seen = [];

    public int Line { get; } = line;

    public int Occurrence { get; } = occurrence;

    /// <summary>Null: the line ran fewer collections.</summary>
    public RecordedCollection? Collection { get; internal set; }

    /// <summary>How many collections each line ran itself, not in a body that it called.</summary>
    public IReadOnlyDictionary<int, int> CollectionsByLine => _seen;

    /// <summary>Collections of the line that was asked for, those in bodies that it called included.</summary>
    public int Occurrences { get; private set; }

    /// <summary>A collection begins. True: it is the one.</summary>
    internal bool IsWanted(IReadOnlyList<int> linesUnderWay)
    {
        int innermost = linesUnderWay.Count > 0 ? linesUnderWay[0] : 0;
        _seen[innermost] = _seen.GetValueOrDefault(innermost) + 1;
        return linesUnderWay.Contains(Line) && ++Occurrences == Occurrence;
    }
}
