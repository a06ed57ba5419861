using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// A large live graph whose edges and nodes are replaced at random: decrements that almost never reach zero (workloads.md 5.2).
/// <code>
/// build: for u &lt; n: o = new(k,8,u); T[u] = o; drop o
///        for u &lt; n, for j &lt; k: v = load(T, below(n)); o = load(T,u); o[j] = v; drop o; drop v
/// step:  a = below(100); u = below(n)
///        a &lt; replace: o = new(k,8,u); for j &lt; k: v = load(T, below(n)); o[j] = v; drop v
///                     T[u] = o; drop o
///        else:        j = below(k); v = load(T, below(n)); o = load(T,u); o[j] = v; drop o; drop v
/// </code>
/// One instance for all mutators: mutator 0 builds it with the generator that it goes on with; mutator m starts its own at seed + m. With
/// <c>end</c> = drop, mutator 0 waits for the others, reads the check value and drops T, so that all of it is garbage at once.
/// </summary>
internal struct RandomGraph : IWorkload<RandomGraph>
{
    private const int Table = 0;
    private const int NodesPerCall = 16;

    /// <summary>The flag that counts mutators that have done their steps.</summary>
    private const int Through = 0;

    private Lcg _random;
    private WorkRounds _work;
    private long _left;
    private ulong _replace;
    private ulong _hash;
    private int _n;
    private int _k;
    private int _made;
    private int _linked;
    private int _hashed;
    private bool _isFirst;
    private bool _drops;
    private bool _through;
    private ushort _node;

    public static WorkloadDescription Description { get; } = new(
        "random-graph",
        "Random edges and nodes of a live graph are replaced; decrements hardly ever reach zero",
        "workloads.md 5.2",
        [
            new("n", 100_000, 10_000, 100, 10_000_000, "Nodes"),
            new("k", 3, 3, 1, 16, "Edges of a node"),
            CommonParameters.Steps(1_000_000, 20_000),
            new("replace", 10, 10, 0, 100, "Percentage of steps that replace a node; the others retarget an edge"),
            new("end", 0, 1, 0, 1, "keep: the graph stays; drop: its table is dropped, and all of it is garbage at once", ["keep", "drop"]),
            CommonParameters.Scaling,
            CommonParameters.Work,
        ]);

    /// <summary>A load from T or a node races with the store that replaces its target.</summary>
    public static Sharing SharingOf(WorkloadParameters parameters) => parameters.Mutators > 1 ? Sharing.RacingSlots : Sharing.None;

    public static long RegisterCount(WorkloadParameters parameters) => 0;

    public static long SharedRootCount(WorkloadParameters parameters) => 1;

    public static RandomGraph Create(in WorkloadContext context) => new()
    {
        _random = new Lcg(context.Seed + (ulong)context.Mutator),
        _left = CommonParameters.Share(context, "steps"),
        _replace = (ulong)context.Parameters["replace"],
        _n = context.Parameters.AsInt32("n"),
        _k = context.Parameters.AsInt32("k"),
        _isFirst = context.Mutator == 0,
        _drops = context.Parameters["end"] != 0,
        _work = CommonParameters.WorkOf(context),
    };

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        _node = m.ShapeOf(_k, 8);
        if (!_isFirst)
        {
            return StepOutcome.Done;
        }

        ObjectRef table = m.SharedRoot(Table);
        if (table.IsNull)
        {
            table = m.New(m.ShapeOf(_n, 0), 0);
            if (table.IsNull)
            {
                return StepOutcome.Suspended;
            }

            m.Publish(Table, table);
        }

        return _made < _n ? MakeNodes(ref m, table) : LinkNodes(ref m, table);
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_left == 0)
        {
            return End(ref m);
        }

        Lcg before = _random;
        ObjectRef table = m.SharedRoot(Table);
        bool replaces = _random.Below(100) < _replace;
        int u = Draw(_n);
        if (!replaces)
        {
            SetEdge(ref m, table, u, Draw(_k));
        }
        else if (!Replace(ref m, table, u))
        {
            _random = before;
            return StepOutcome.Suspended;
        }

        _left--;
        _work.Run();
        return StepOutcome.Stepped;
    }

    public ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (!_isFirst)
        {
            return [0];
        }

        while (!_drops && _hashed < _n)
        {
            HashNode(ref m, m.SharedRoot(Table));
        }

        return [_hash];
    }

    /// <summary>h = 31·h + tag of T[u][j], u then j.</summary>
    public static string Check(WorkloadParameters parameters, ulong[] sums) => $"{sums[0]}";

    private int Draw(int n) => (int)_random.Below((ulong)n);

    private StepOutcome MakeNodes<TMutator>(ref TMutator m, ObjectRef table)
        where TMutator : struct, IMutator
    {
        for (int end = Math.Min(_n, _made + NodesPerCall); _made < end; _made++)
        {
            ObjectRef o = m.New(_node, (ulong)_made);
            if (o.IsNull)
            {
                return StepOutcome.Suspended;
            }

            m.Store(table, _made, o);
            m.Drop(o);
        }

        return StepOutcome.Partial;
    }

    private StepOutcome LinkNodes<TMutator>(ref TMutator m, ObjectRef table)
        where TMutator : struct, IMutator
    {
        for (int end = Math.Min(_n, _linked + NodesPerCall); _linked < end; _linked++)
        {
            for (int j = 0; j < _k; j++)
            {
                SetEdge(ref m, table, _linked, j);
            }
        }

        return _linked < _n ? StepOutcome.Partial : StepOutcome.Done;
    }

    private void SetEdge<TMutator>(ref TMutator m, ObjectRef table, int u, int j)
        where TMutator : struct, IMutator
    {
        ObjectRef v = m.Load(table, Draw(_n));
        ObjectRef o = m.Load(table, u);
        m.Store(o, j, v);
        m.Drop(o);
        m.Drop(v);
    }

    private bool Replace<TMutator>(ref TMutator m, ObjectRef table, int u)
        where TMutator : struct, IMutator
    {
        ObjectRef o = m.New(_node, (ulong)u);
        if (o.IsNull)
        {
            return false;
        }

        for (int j = 0; j < _k; j++)
        {
            ObjectRef v = m.Load(table, Draw(_n));
            m.Store(o, j, v);
            m.Drop(v);
        }

        m.Store(table, u, o);
        m.Drop(o);
        return true;
    }

    private StepOutcome End<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (!_drops || (_through && !_isFirst))
        {
            return StepOutcome.Done;
        }

        if (!_through)
        {
            _through = true;
            Interlocked.Increment(ref m.SharedFlag(Through));
            return StepOutcome.Partial;
        }

        ObjectRef table = m.SharedRoot(Table);
        if (table.IsNull)
        {
            return StepOutcome.Done;
        }

        if (Volatile.Read(ref m.SharedFlag(Through)) < m.Mutators)
        {
            return StepOutcome.Waiting;
        }

        // The last moment at which the check value can be read.
        for (int end = Math.Min(_n, _hashed + NodesPerCall); _hashed < end;)
        {
            HashNode(ref m, table);
        }

        if (_hashed == _n)
        {
            m.Drop(m.TakeShared(Table));
        }

        return StepOutcome.Partial;
    }

    private void HashNode<TMutator>(ref TMutator m, ObjectRef table)
        where TMutator : struct, IMutator
    {
        ObjectRef o = m.Peek(table, _hashed++);
        for (int j = 0; j < _k; j++)
        {
            _hash = 31 * _hash + m.Tag(m.Peek(o, j));
        }
    }
}
