namespace GcActors.Core.Scenarios.Explaining;

/// <summary>What became of an object.</summary>
public enum Fate
{
    /// <summary>Not in the region.</summary>
    Outside,

    /// <summary>Immortal, on its way out of the region.</summary>
    Immortal,

    Reachable,

    /// <summary>Found unreachable, and still alive when the collection ended.</summary>
    Outlived,

    /// <summary>Brought back by a finalizer.</summary>
    Resurrected,

    /// <summary>In <c>gc.garbage</c>, or kept by what is: an old-style destructor.</summary>
    Uncollectable,

    /// <summary>In <c>gc.garbage</c>, by DEBUG_SAVEALL.</summary>
    Saved,

    Dead,
}

/// <summary>A reference to an object, by the accessor that leads there.</summary>
public readonly record struct RecordedReference(string Name, int Target);

/// <summary>A reference that an object holds, seen from its target.</summary>
public readonly record struct RecordedOrigin(int Holder, string Name);

/// <summary>An object of a <see cref="RecordedCollection"/>.</summary>
public sealed class RecordedObject
{
    /// <summary>Of the permanent generation.</summary>
    public const int PermanentGeneration = 3;

    /// <summary>Of what the collector does not track.</summary>
    public const int NoGeneration = -1;

    private readonly List<RecordedReference> _references = [];
    private readonly List<string> _outsideRoots = [];

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>With its label: <c>slots(x)</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Before the collection: 0 to 2, or one of the constants above.</summary>
    public required int Generation { get; init; }

    public required bool IsInRegion { get; init; }

    /// <summary>The line that made it; 0: unknown.</summary>
    public int BirthLine { get; internal set; }

    /// <summary>The variable of the <c>let</c> that made it.</summary>
    public string? BornAs { get; internal set; }

    /// <summary>What it refers to, when the collection begins; of one outside the region, what lies in the region.</summary>
    public IReadOnlyList<RecordedReference> References => _references;

    /// <summary>Of a weak reference: the object that it leads to, which it does not keep alive; 0: none here.</summary>
    public int WeakTarget { get; internal set; }

    /// <summary>The subtraction of the whole region; null outside it.</summary>
    public RecordedCounts? Counts { get; internal set; }

    /// <summary>The subtraction of what finalizers might have brought back; null where there was none.</summary>
    public RecordedCounts? SecondCounts { get; internal set; }

    public Fate Fate { get; internal set; }

    /// <summary>Of one outside the region: variables, table slots and temporaries that hold it.</summary>
    public IReadOnlyList<string> OutsideRoots => _outsideRoots;

    internal void HoldOutside(string root) => _outsideRoots.Add(root);

    internal void Refer(string name, int target) => _references.Add(new RecordedReference(name, target));
}

/// <summary>One subtraction, for one object, as the collector's side table had it.</summary>
public sealed class RecordedCounts
{
    private readonly List<string> _roots = [];
    private readonly List<RecordedOrigin> _holders = [];

    /// <summary>All references to the object.</summary>
    public int Count { get; internal set; }

    /// <summary>What is left after one was taken off for each reference from inside the region.</summary>
    public int GcRefs { get; internal set; }

    /// <summary>Variables, table slots and temporaries that hold it.</summary>
    public IReadOnlyList<string> Roots => _roots;

    /// <summary>References from objects outside the region.</summary>
    public IReadOnlyList<RecordedOrigin> Holders => _holders;

    /// <summary>The object through which it was first reached; null: it has references from outside, or is unreachable.</summary>
    public RecordedOrigin? ReachedFrom { get; internal set; }

    /// <summary>References from outside that are none of these: the interpreter's own, in the middle of something.</summary>
    public int OtherReferences => Math.Max(0, GcRefs - _roots.Count - _holders.Count);

    internal void HoldBy(string root) => _roots.Add(root);

    internal void HoldBy(RecordedOrigin holder) => _holders.Add(holder);
}
