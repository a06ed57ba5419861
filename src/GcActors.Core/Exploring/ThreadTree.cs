namespace GcActors.Core.Exploring;

/// <summary>
/// All that a simulated thread can do: a node for each sequence of results that its accesses had so far. The code runs once for a node, when a
/// schedule first gets there; after that a step is a look-up.
/// </summary>
/// <param name="run">Runs the thread's program with these results.</param>
internal sealed class ThreadTree(Func<IReadOnlyList<int>, Replay> run)
{
    private readonly HashSet<string> _sites = [];
    private ThreadNode? _root;
    private int _nodes;

    public ThreadNode Root => _root ??= Make([], default);

    /// <summary>The sites of the accesses that some schedule has done.</summary>
    public IReadOnlySet<string> Sites => _sites;

    /// <summary>Where the thread stands after its pending access had this result.</summary>
    public ThreadNode After(ThreadNode node, int result)
    {
        if (!node.Children.TryGetValue(result, out ThreadNode? next))
        {
            Access done = node.Pending!.Value;
            _sites.Add(done.Site);
            next = Make([.. node.Results, result], (done, result));
            node.Children.Add(result, next);
        }

        return next;
    }

    private ThreadNode Make(int[] results, (Access, int) last) => new(_nodes++, results, last, run(results));
}

/// <summary>A thread before one of its accesses, or at its end.</summary>
internal sealed class ThreadNode(int id, int[] results, (Access Access, int Result) last, Replay replay)
{
    public int Id => id;

    public int[] Results => results;

    /// <summary>The access before, with its result.</summary>
    public (Access Access, int Result) Last => last;

    public Dictionary<int, ThreadNode> Children { get; } = [];

    /// <summary>Null: the program has ended.</summary>
    public Access? Pending { get; } = replay.Pending;

    public int[] Holds { get; } = replay.Holds;

    public int Dying { get; } = replay.Dying;

    public int Retired { get; } = replay.Retired;

    public string? Fault { get; } = replay.Fault;
}
