using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// binary-trees under the rules of the Benchmarks Game (workloads.md 4.2).
/// <code>
/// program: top = max(6, N); t = make(top+1); check(t); drop t;  kept = make(top)
///          for d = 4, 6, .. while d &lt;= top: 2^(top-d+4) times: t = make(d); check(t); drop t
///          check(kept)
/// M > 1:   round i of a depth is mutator i mod M's; the kept tree is walked by mutator 0, with share_kept by all
/// </code>
/// A step is one tree, made, checked and dropped; making and walking the kept tree is a step each. Make and check: <see cref="TreeMachine"/>.
/// </summary>
internal struct BinaryTrees : IWorkload<BinaryTrees>
{
    private const int Kept = 0;
    private const int Stack = 1;
    private const int SmallestDepth = 4;

    /// <summary>The flag that says: the shared kept tree stands.</summary>
    private const int KeptStands = 0;

    private TreeMachine _tree;
    private WorkRounds _work;
    private Phase _phase;
    private bool _making;
    private int _mutator;
    private int _mutators;
    private int _top;
    private int _depth;
    private long _round;
    private bool _sharesKept;
    private ushort _node;

    /// <summary>Nodes checked: the long tree, each depth, the kept tree.</summary>
    private ulong[] _lines;

    private enum Phase : byte
    {
        Stretch,
        Keep,
        Rounds,
        WalkKept,
        Over,
    }

    public static WorkloadDescription Description { get; } = new(
        "binary-trees",
        "Trees are made, counted and dropped beside one that stays",
        "Benchmarks Game (H. Boehm's GCBench adapted); workloads.md 4.2",
        [
            new("depth", 14, 8, 6, 22, "Depth N of the kept tree"),
            CommonParameters.ShareKept,
            CommonParameters.Work,
        ]);

    /// <summary>Several mutators count on the nodes of a shared kept tree; nobody writes its fields.</summary>
    public static Sharing SharingOf(WorkloadParameters parameters) => parameters["share_kept"] != 0 ? Sharing.Counted : Sharing.None;

    public static long RegisterCount(WorkloadParameters parameters) => Stack + parameters["depth"] + 2;

    public static long SharedRootCount(WorkloadParameters parameters) => parameters["share_kept"];

    public static BinaryTrees Create(in WorkloadContext context)
    {
        int top = context.Parameters.AsInt32("depth");
        var created = new BinaryTrees
        {
            _tree = new TreeMachine(Stack),
            _work = CommonParameters.WorkOf(context),
            _mutator = context.Mutator,
            _mutators = context.Mutators,
            _top = top,
            _sharesKept = context.Parameters["share_kept"] != 0,
            _lines = new ulong[2 + Depths(top)],
        };
        if (context.Mutator == 0)
        {
            created.Begin(Phase.Stretch, top + 1);
        }
        else
        {
            created.BeginRounds();
        }

        return created;
    }

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        _node = m.ShapeOf(2, 0);
        return StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_making)
        {
            StepOutcome made = _tree.Make(ref m, _node);
            if (made != StepOutcome.Stepped)
            {
                return made;
            }

            _making = false;
            _tree.Begin(_depth);
            if (_phase == Phase.Keep)
            {
                return FinishKept(ref m);
            }
        }

        return _phase < Phase.WalkKept ? CheckAndDrop(ref m) : WalkKept(ref m);
    }

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => _lines;

    public static string Check(WorkloadParameters parameters, ulong[] sums) => $"{sums[0]}; {string.Join(' ', sums[1..^1])}; {sums[^1]}";

    private static int Depths(int top) => (top - SmallestDepth) / 2 + 1;

    private readonly ObjectRef KeptRoot<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => _sharesKept ? m.SharedRoot(0) : m.Register(Kept);

    private StepOutcome CheckAndDrop<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ref ObjectRef t = ref m.Register(Stack);
        StepOutcome checkedNow = _tree.Check(ref m, t, ref _lines[_phase == Phase.Stretch ? 0 : 1 + (_depth - SmallestDepth) / 2]);
        if (checkedNow != StepOutcome.Stepped)
        {
            return checkedNow;
        }

        m.Drop(t);
        t = default;
        if (_phase == Phase.Stretch)
        {
            Begin(Phase.Keep, _top);
        }
        else
        {
            _round += _mutators;
            BeginRound();
        }

        _work.Run();
        return StepOutcome.Stepped;
    }

    private StepOutcome FinishKept<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ref ObjectRef made = ref m.Register(Stack);
        if (_sharesKept)
        {
            m.Publish(0, made);
        }
        else
        {
            m.Register(Kept) = made;
        }

        made = default;
        Volatile.Write(ref m.SharedFlag(KeptStands), 1);
        BeginRounds();
        _work.Run();
        return StepOutcome.Stepped;
    }

    private StepOutcome WalkKept<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_phase == Phase.Over || (_mutator != 0 && !_sharesKept))
        {
            return StepOutcome.Done;
        }

        if (Volatile.Read(ref m.SharedFlag(KeptStands)) == 0)
        {
            return StepOutcome.Waiting;
        }

        StepOutcome walked = _tree.Check(ref m, KeptRoot(ref m), ref _lines[^1]);
        if (walked == StepOutcome.Stepped)
        {
            _phase = Phase.Over;
            _work.Run();
        }

        return walked;
    }

    private void Begin(Phase phase, int depth)
    {
        _phase = phase;
        _depth = depth;
        _making = true;
        _tree.Begin(depth);
    }

    private void BeginRounds()
    {
        _phase = Phase.Rounds;
        _depth = SmallestDepth;
        _round = _mutator;
        BeginRound();
    }

    /// <summary>This mutator's next round, of this depth or the next ones; after the last the kept tree's walk.</summary>
    private void BeginRound()
    {
        while (_depth <= _top && _round >= 1L << (_top - _depth + SmallestDepth))
        {
            _depth += 2;
            _round = _mutator;
        }

        if (_depth <= _top)
        {
            Begin(Phase.Rounds, _depth);
            return;
        }

        _phase = Phase.WalkKept;
        _tree.Begin(_top);
    }
}
