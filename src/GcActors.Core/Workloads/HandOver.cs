using System.Diagnostics;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// One mutator makes, another drops (workloads.md 8.2): the worst case of biased counting.
/// <code>
/// set-up, A: T = table; each i: o = new(0,16,i); if i &lt; N·R/100: hand o to B (keep: first T[i] = o), else T[i] = o; drop o
/// run:       B drops its references in order; A mixes numbers for work_ms, draining its queue every `drain` rounds, then drops T;
///            with order = after A waits for B
/// </code>
/// A is mutator 0, B mutator 1. B's references lie in the root slots that both see; a slot is B's from the hand-over on. A step is one drop of
/// B's, or A's of T; A's queue is drained at the boundary behind each portion of mixing.
/// </summary>
internal struct HandOver : IWorkload<HandOver>
{
    private const int Table = 0;
    private const int Handing = 1;
    private const int ObjectsPerCall = 32;

    /// <summary>The flag that says: B has dropped everything.</summary>
    private const int DroppedAll = 0;

    private long _deadline;
    private long _workTicks;
    private ulong _mixed;
    private int _objects;
    private int _handed;
    private int _drain;
    private int _i;
    private bool _isMaker;
    private bool _keeps;
    private bool _waits;
    private bool _through;
    private ushort _leaf;

    public static WorkloadDescription Description { get; } = new(
        "hand-over",
        "One mutator makes objects, the other drops a part of them",
        "Choi et al. 2018 (BRC), worst case; workloads.md 8.2",
        [
            new("objects", 1_000_000, 10_000, 1, 10_000_000, "Objects N"),
            new("percent", 50, 50, 0, 100, "Part R of the objects that is handed over, %"),
            new("work_ms", 50, 0, 0, 60_000,
                "A mixes numbers for so long before it drops the table, ms of wall time; 0 where runs must repeat exactly"),
            new("keep", 0, 0, 0, 1, "1: A's table holds what is handed over as well"),
            new("drain", 1000, 1000, 1, 1_000_000, "Rounds of mixing between two looks at A's queue"),
            new("order", 0, 0, 0, 1,
                "together: A drops the table when its time is over; after: when B has dropped everything", ["together", "after"]),
        ],
        MinMutators: 2,
        MaxMutators: 2);

    public static Sharing SharingOf(WorkloadParameters parameters) => parameters["keep"] != 0 ? Sharing.Counted : Sharing.Moved;

    public static bool SharesByMessage(WorkloadParameters parameters) => true;

    public static long RegisterCount(WorkloadParameters parameters) => 2;

    public static long SharedRootCount(WorkloadParameters parameters) => Handed(parameters);

    public static HandOver Create(in WorkloadContext context) => new()
    {
        _objects = context.Parameters.AsInt32("objects"),
        _handed = Handed(context.Parameters),
        _workTicks = context.Parameters["work_ms"] * Stopwatch.Frequency / 1000,
        _drain = context.Parameters.AsInt32("drain"),
        _isMaker = context.Mutator == 0,
        _keeps = context.Parameters["keep"] != 0,
        _waits = context.Parameters["order"] != 0,
    };

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (!_isMaker)
        {
            return StepOutcome.Done;
        }

        ref ObjectRef table = ref m.Register(Table);
        if (table.IsNull)
        {
            _leaf = m.ShapeOf(0, 16);
            table = m.New(m.ShapeOf(_objects, 0), 0);
            if (table.IsNull)
            {
                return StepOutcome.Suspended;
            }
        }

        for (int end = Math.Min(_objects, _i + ObjectsPerCall); _i < end; _i++)
        {
            StepOutcome made = _i < _handed ? MakeAndHand(ref m, table) : Make(ref m, table);
            if (made != StepOutcome.Stepped)
            {
                return made;
            }
        }

        return _i < _objects ? StepOutcome.Partial : StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => _isMaker ? StepMaker(ref m) : StepDropper(ref m);

    /// <summary>References that B dropped: what a strategy with owners has to queue.</summary>
    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => [_isMaker ? 0 : (ulong)_i];

    public static string Check(WorkloadParameters parameters, ulong[] sums) => $"{sums[0]}";

    private static int Handed(WorkloadParameters parameters) => (int)(parameters["objects"] * parameters["percent"] / 100);

    private readonly StepOutcome Make<TMutator>(ref TMutator m, ObjectRef table)
        where TMutator : struct, IMutator
    {
        ObjectRef o = m.New(_leaf, (ulong)_i);
        if (o.IsNull)
        {
            return StepOutcome.Suspended;
        }

        m.Store(table, _i, o);
        m.Drop(o);
        return StepOutcome.Stepped;
    }

    private readonly StepOutcome MakeAndHand<TMutator>(ref TMutator m, ObjectRef table)
        where TMutator : struct, IMutator
    {
        ref ObjectRef o = ref m.Register(Handing);
        if (o.IsNull)
        {
            o = m.New(_leaf, (ulong)_i);
            if (o.IsNull)
            {
                return StepOutcome.Suspended;
            }

            if (_keeps)
            {
                m.Store(table, _i, o);
            }
        }

        StepOutcome packed = m.Pack(ref o);
        if (packed == StepOutcome.Stepped)
        {
            m.Publish(_i, o);
            o = default;
        }

        return packed;
    }

    private StepOutcome StepDropper<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_i == _handed)
        {
            Volatile.Write(ref m.SharedFlag(DroppedAll), 1);
            return StepOutcome.Done;
        }

        m.Drop(m.TakeShared(_i));
        _i++;
        return StepOutcome.Stepped;
    }

    private StepOutcome StepMaker<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_through)
        {
            return StepOutcome.Done;
        }

        if (_workTicks != 0)
        {
            return Mix();
        }

        if (_waits && Volatile.Read(ref m.SharedFlag(DroppedAll)) == 0)
        {
            return StepOutcome.Waiting;
        }

        ref ObjectRef table = ref m.Register(Table);
        m.Drop(table);
        table = default;
        _through = true;
        return StepOutcome.Stepped;
    }

    private StepOutcome Mix()
    {
        long now = Stopwatch.GetTimestamp();
        if (_deadline == 0)
        {
            _deadline = now + _workTicks;
        }

        for (int i = 0; i < _drain; i++)
        {
            _mixed = SplitMix64.Mix(_mixed + 1);
        }

        if (now >= _deadline)
        {
            _workTicks = 0;
        }

        return StepOutcome.Partial;
    }
}
