using GcActors.Core.Scenarios.Explaining;

namespace GcActors.Experiments.Lessons;

/// <summary>A box of the drawing, in a grid.</summary>
internal sealed class DrawnNode(RecordedObject recorded)
{
    public RecordedObject Object { get; } = recorded;

    public int Column { get; set; }

    public int Row { get; set; }

    public List<DrawnEdge> Out { get; } = [];

    public List<DrawnEdge> In { get; } = [];

    /// <summary>What holds it from outside, or "".</summary>
    public string Root { get; set; } = "";

    /// <summary>Not in the region, but holds something that is.</summary>
    public bool IsHolder => !Object.IsInRegion && Out.Exists(e => !e.IsWeak);
}

/// <param name="Label">Accessors, joined where several lead to the same object.</param>
/// <param name="IsInCycle">Part of a garbage cycle.</param>
internal sealed record DrawnEdge(DrawnNode From, DrawnNode To, string Label, bool IsWeak, bool IsInCycle);

/// <summary>What a drawing of a lesson shows.</summary>
internal sealed class DrawnGraph
{
    private const int MostNames = 2;
    private readonly Dictionary<int, DrawnNode> _nodes = [];

    public DrawnGraph(CollectionLesson lesson)
    {
        foreach (RecordedObject o in lesson.Shown)
        {
            _nodes[o.Number] = new DrawnNode(o) { Root = RootOf(o) };
        }

        foreach (DrawnNode node in _nodes.Values)
        {
            AddEdges(lesson, node);
        }
    }

    public IReadOnlyCollection<DrawnNode> Nodes => _nodes.Values;

    public DrawnNode? this[int number] => _nodes.GetValueOrDefault(number);

    public IEnumerable<DrawnEdge> Edges => _nodes.Values.SelectMany(node => node.Out);

    private void AddEdges(CollectionLesson lesson, DrawnNode node)
    {
        int number = node.Object.Number;
        foreach (IGrouping<int, RecordedReference> group in node.Object.References.GroupBy(r => r.Target))
        {
            if (_nodes.TryGetValue(group.Key, out DrawnNode? target))
            {
                Add(new DrawnEdge(node, target, string.Join(' ', group.Select(r => r.Name)), false, lesson.IsInOneCycle(number, group.Key)));
            }
        }

        if (_nodes.TryGetValue(node.Object.WeakTarget, out DrawnNode? weak))
        {
            Add(new DrawnEdge(node, weak, "weak", true, false));
        }
    }

    private static void Add(DrawnEdge edge)
    {
        edge.From.Out.Add(edge);
        edge.To.In.Add(edge);
    }

    private static string RootOf(RecordedObject o)
    {
        if (o.Counts is not { } counts)
        {
            return "";
        }

        List<string> names = [.. counts.Roots];
        if (counts.OtherReferences > 0)
        {
            names.Add("interpreter");
        }

        return string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" +{names.Count - MostNames}" : "");
    }
}
