using GcActors.Core.Scenarios.Explaining;

namespace GcActors.Experiments.Lessons;

/// <summary>A recorded collection as a reader is shown it.</summary>
public sealed class CollectionLesson
{
    /// <summary>What a picture can hold.</summary>
    public const int MostObjects = 50;

    private readonly HashSet<int> _shown;
    private readonly Dictionary<int, GarbageCycle> _cycleOf = [];

    /// <param name="record">What happened.</param>
    /// <param name="title">Of the scenario.</param>
    /// <param name="file">As the reader knows it.</param>
    /// <param name="statement">The line of the scenario that ran the collection.</param>
    public CollectionLesson(RecordedCollection record, string title, string file, string statement)
    {
        Record = record;
        Title = title.Length > 0 ? title : file;
        File = file;
        Statement = statement;
        Shown = NearestObjects.Choose(record, MostObjects);
        _shown = [.. Shown.Select(o => o.Number)];
        Cycles = GarbageCycle.Find(record);
        foreach (GarbageCycle cycle in Cycles)
        {
            foreach (int member in cycle.Members)
            {
                _cycleOf[member] = cycle;
            }
        }
    }

    public RecordedCollection Record { get; }

    public string Title { get; }

    public string File { get; }

    public string Statement { get; }

    /// <summary>At most <see cref="MostObjects"/>, by number.</summary>
    public IReadOnlyList<RecordedObject> Shown { get; }

    /// <summary>Objects of the region that are not shown.</summary>
    public int Omitted => Record.Region.Count() - Shown.Count(o => o.IsInRegion);

    public IReadOnlyList<GarbageCycle> Cycles { get; }

    public bool IsShown(int number) => _shown.Contains(number);

    public bool IsInCycle(int number) => _cycleOf.ContainsKey(number);

    /// <summary>Whether a reference is one of those that make a cycle.</summary>
    public bool IsInOneCycle(int from, int to) =>
        _cycleOf.TryGetValue(from, out GarbageCycle? a) && _cycleOf.TryGetValue(to, out GarbageCycle? b) && a == b;

    /// <summary>The variables that hold an object when the collection begins; if there are none, in parentheses that for which it was made.</summary>
    public static string NameOf(RecordedObject o)
    {
        string[] held = [.. (o.Counts?.Roots ?? o.OutsideRoots).Distinct()];
        return held.Length > 0 ? string.Join(", ", held) : o.BornAs is { } born ? $"({born})" : "";
    }

    public static string GenerationOf(RecordedObject o) => o.Generation switch
    {
        RecordedObject.PermanentGeneration => "permanent",
        RecordedObject.NoGeneration => "untracked",
        _ => $"{o.Generation}",
    };
}
