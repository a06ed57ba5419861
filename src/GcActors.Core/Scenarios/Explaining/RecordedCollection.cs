namespace GcActors.Core.Scenarios.Explaining;

/// <summary>One collection as it happened (cpython-memory.md 7). Objects are named by <see cref="RecordedObject.Number"/>.</summary>
public sealed class RecordedCollection
{
    private readonly List<RecordedObject> _objects = [];
    private readonly List<RecordedStep> _steps = [];

    /// <summary>Of CPython.</summary>
    public required string Version { get; init; }

    /// <summary>Where the program stood.</summary>
    public required int Line { get; init; }

    /// <summary>0 to 2.</summary>
    public required int Generation { get; init; }

    /// <summary>A threshold started it, not the program.</summary>
    public required bool IsAutomatic { get; init; }

    /// <summary>Counters of the generations when it began.</summary>
    public required IReadOnlyList<int> Counters { get; init; }

    public required IReadOnlyList<int> Thresholds { get; init; }

    /// <summary>Object n stands at n − 1: first the region in list order, then others that matter, as they were met.</summary>
    public IReadOnlyList<RecordedObject> Objects => _objects;

    public IEnumerable<RecordedObject> Region => _objects.Where(o => o.IsInRegion);

    /// <summary>Reachable objects in the order that they have from now on.</summary>
    public IReadOnlyList<int> Survivors { get; internal set; } = [];

    /// <summary>In the order in which they are dealt with.</summary>
    public IReadOnlyList<int> Unreachable { get; internal set; } = [];

    /// <summary>What finalizers brought back, in the order of the oldest list that it joins.</summary>
    public IReadOnlyList<int> Resurrected { get; internal set; } = [];

    /// <summary>What happened after the split, in order.</summary>
    public IReadOnlyList<RecordedStep> Steps => _steps;

    /// <summary>Objects found unreachable and cleared.</summary>
    public long Collected { get; internal set; }

    public long Uncollectable { get; internal set; }

    /// <summary>Where survivors go.</summary>
    public int Destination => Math.Min(Generation + 1, 2);

    public RecordedObject this[int number] => _objects[number - 1];

    internal RecordedObject Add(string kind, int generation, bool isInRegion)
    {
        var added = new RecordedObject { Number = _objects.Count + 1, Kind = kind, Generation = generation, IsInRegion = isInRegion };
        _objects.Add(added);
        return added;
    }

    internal void Tell(StepKind kind, int number, int other = 0) => _steps.Add(new RecordedStep(kind, number, other));
}
