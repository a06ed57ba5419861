using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// GCBench of Ellis, Kovac and Boehm (workloads.md 4.3).
/// <code>
/// size(d) = 2^(d+1)-1
/// program: t = make(S); drop t;  kept = new; populate(S-2, kept)
///          leaf of 8*max(2048, 500000 >> (18-S)) bytes, float i = 1/i for 0 &lt; i &lt; half, kept
///          for d = 4, 6, .. while d &lt;= S-2: r = floor(2*size(S)/size(d))
///              r times: o = new; populate(d, o); drop o        then r times: o = make(d); drop o
/// M > 1:   every mutator runs the program; with share_kept mutator 0 builds the kept tree and each touches its root before each round
/// </code>
/// A step is one tree, or the leaf. The trees: <see cref="TopDownTree"/>, <see cref="BottomUpTree"/>.
/// </summary>
internal unsafe struct GcBench : IWorkload<GcBench>
{
    private const int Kept = 0;
    private const int Floats = 1;
    private const int Stack = 2;
    private const int SmallestDepth = 4;
    private const int FloatsPerCall = 1024;
    private const int ProbedFloat = 1000;

    /// <summary>The flag that says: the shared kept tree stands.</summary>
    private const int KeptStands = 0;

    private BottomUpTree _up;
    private TopDownTree _down;
    private WorkRounds _work;
    private Phase _phase;
    private int _stretch;
    private int _depth;
    private long _round;
    private int _float;
    private bool _makesKept;
    private bool _sharesKept;
    private bool _touched;
    private ushort _node;
    private ushort _floats;

    /// <summary>Rounds done of each depth, one way and the other.</summary>
    private ulong[] _rounds;

    private enum Phase : byte
    {
        Stretch,
        Keep,
        Floats,
        AwaitKept,
        Down,
        Up,
        Over,
    }

    public static WorkloadDescription Description { get; } = new(
        "gcbench",
        "Trees built top-down and bottom-up beside a tree and an array that stay",
        "J. Ellis, P. Kovac, H. Boehm; workloads.md 4.3",
        [
            new("stretch", 16, 10, 10, 20, "Depth S of the first tree; the original has 18"),
            CommonParameters.ShareKept,
            CommonParameters.Work,
        ]);

    /// <summary>Several mutators count on the root of a shared kept tree.</summary>
    public static Sharing SharingOf(WorkloadParameters parameters) => parameters["share_kept"] != 0 ? Sharing.Counted : Sharing.None;

    public static long RegisterCount(WorkloadParameters parameters) => Stack + parameters["stretch"] + 2;

    public static long SharedRootCount(WorkloadParameters parameters) => parameters["share_kept"];

    public static GcBench Create(in WorkloadContext context)
    {
        int stretch = context.Parameters.AsInt32("stretch");
        bool sharesKept = context.Parameters["share_kept"] != 0;
        var created = new GcBench
        {
            _up = new BottomUpTree(Stack),
            _down = new TopDownTree(Stack),
            _work = CommonParameters.WorkOf(context),
            _stretch = stretch,
            _sharesKept = sharesKept,
            _makesKept = !sharesKept || context.Mutator == 0,
            _rounds = new ulong[(stretch - 2 - SmallestDepth) / 2 + 1],
        };
        created._up.Begin(stretch);
        return created;
    }

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        _node = m.ShapeOf(2, 8);
        _floats = m.ShapeOf(0, 8 * FloatCount(_stretch));
        return StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        StepOutcome outcome = _phase switch
        {
            Phase.Stretch => StepStretch(ref m),
            Phase.Keep => StepKeep(ref m),
            Phase.Floats => StepFloats(ref m),
            Phase.AwaitKept => AwaitKept(ref m),
            Phase.Down or Phase.Up => StepRound(ref m),
            _ => StepOutcome.Done,
        };
        if (outcome == StepOutcome.Stepped)
        {
            _work.Run();
        }

        return outcome;
    }

    /// <summary>Rounds of each depth; then nodes of the kept tree and whether the probed float is right.</summary>
    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ulong kept = _makesKept ? CountNodes(ref m, KeptRoot(ref m)) : 0;
        double probed = ((double*)m.Payload(m.Register(Floats)))[ProbedFloat];
        return [.. _rounds, kept, probed == 1.0 / ProbedFloat ? 1u : 0u];
    }

    public static string Check(WorkloadParameters parameters, ulong[] sums)
    {
        ulong mutators = (ulong)parameters.Mutators;
        ulong keptTrees = parameters["share_kept"] != 0 ? 1 : mutators;
        ulong expected = keptTrees * (ulong)SizeOf(parameters.AsInt32("stretch") - 2);
        if (sums[^2] != expected)
        {
            return $"kept {sums[^2]} nodes, not {expected}";
        }

        return sums[^1] == mutators
            ? $"r = {string.Join(", ", sums[..^2].Select(rounds => rounds / mutators / 2))}"
            : $"float {ProbedFloat} is not 1/{ProbedFloat}";
    }

    private static long SizeOf(int depth) => (1L << (depth + 1)) - 1;

    private static int FloatCount(int stretch) => Math.Max(2048, stretch <= 18 ? 500_000 >> (18 - stretch) : 500_000 << (stretch - 18));

    private static ulong CountNodes<TMutator>(ref TMutator m, ObjectRef o)
        where TMutator : struct, IMutator => o.IsNull ? 0 : 1 + CountNodes(ref m, m.Peek(o, 0)) + CountNodes(ref m, m.Peek(o, 1));

    private readonly ObjectRef KeptRoot<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => _sharesKept ? m.SharedRoot(0) : m.Register(Kept);

    private StepOutcome StepStretch<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        StepOutcome made = _up.Make(ref m, _node);
        if (made == StepOutcome.Stepped)
        {
            DropRoot(ref m);
            _down.Begin(_stretch - 2);
            _phase = _makesKept ? Phase.Keep : Phase.Floats;
        }

        return made;
    }

    private StepOutcome StepKeep<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        StepOutcome made = Populate(ref m);
        if (made == StepOutcome.Stepped)
        {
            ref ObjectRef kept = ref m.Register(Stack);
            if (_sharesKept)
            {
                m.Publish(0, kept);
            }
            else
            {
                m.Register(Kept) = kept;
            }

            kept = default;
            Volatile.Write(ref m.SharedFlag(KeptStands), 1);
            _phase = Phase.Floats;
        }

        return made;
    }

    private StepOutcome StepFloats<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ref ObjectRef leaf = ref m.Register(Floats);
        if (leaf.IsNull)
        {
            leaf = m.New(_floats, 0);
            if (leaf.IsNull)
            {
                return StepOutcome.Suspended;
            }

            _float = 1;
        }

        var floats = (double*)m.Payload(leaf);
        int half = FloatCount(_stretch) / 2;
        int end = Math.Min(half, _float + FloatsPerCall);
        for (; _float < end; _float++)
        {
            floats[_float] = 1.0 / _float;
        }

        if (_float < half)
        {
            return StepOutcome.Partial;
        }

        _depth = SmallestDepth;
        _phase = Phase.AwaitKept;
        return StepOutcome.Stepped;
    }

    private StepOutcome AwaitKept<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (Volatile.Read(ref m.SharedFlag(KeptStands)) == 0)
        {
            return StepOutcome.Waiting;
        }

        BeginRounds(Phase.Down);
        return StepOutcome.Partial;
    }

    private StepOutcome StepRound<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_sharesKept && !_touched)
        {
            m.Touch(m.SharedRoot(0), 1);
            _touched = true;
        }

        StepOutcome made = _phase == Phase.Down ? Populate(ref m) : _up.Make(ref m, _node);
        if (made == StepOutcome.Stepped)
        {
            DropRoot(ref m);
            FinishRound();
        }

        return made;
    }

    private StepOutcome Populate<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ref ObjectRef root = ref m.Register(Stack);
        if (root.IsNull)
        {
            root = m.New(_node, 0);
            if (root.IsNull)
            {
                return StepOutcome.Suspended;
            }
        }

        return _down.Populate(ref m, _node);
    }

    private static void DropRoot<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ref ObjectRef root = ref m.Register(Stack);
        m.Drop(root);
        root = default;
    }

    private void FinishRound()
    {
        _rounds[(_depth - SmallestDepth) / 2]++;
        _round++;
        if (_round < 2 * SizeOf(_stretch) / SizeOf(_depth))
        {
            BeginRound();
        }
        else if (_phase == Phase.Down)
        {
            BeginRounds(Phase.Up);
        }
        else
        {
            _depth += 2;
            BeginRounds(_depth <= _stretch - 2 ? Phase.Down : Phase.Over);
        }
    }

    private void BeginRounds(Phase phase)
    {
        _phase = phase;
        _round = 0;
        BeginRound();
    }

    private void BeginRound()
    {
        _touched = false;
        _down.Begin(_depth);
        _up.Begin(_depth);
    }
}
