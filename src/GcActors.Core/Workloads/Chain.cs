using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// Chains of which a percentage is closed to a cycle; live objects in a saw-tooth (workloads.md 5.3, after cyclotron).
/// <code>
/// loop until made >= total: cyc = percent(f); u = unit; hold u; made += c
///                           if units*c >= live_objects: drop all held units, oldest first
/// unit: first = new(2,0); last = copy(first)
///       c-1 times: n = new(2,0); last[0] = n; drop last; last = copy(n); drop n
///       if e > 0: x = new(0,e); first[1] = x; drop x
///       if cyc: last[0] = first
///       drop last
/// </code>
/// A step is one unit, with the drops that follow it.
/// </summary>
internal struct Chain : IWorkload<Chain>
{
    private const int Last = 0;
    private const int Held = 1;
    private const int NodesPerCall = 32;
    private const int DropsPerCall = 16;

    private SplitMix64 _random;
    private WorkRounds _work;
    private Phase _phase;
    private long _left;
    private long _most;
    private long _held;
    private long _dropped;
    private long _capacity;
    private long _length;
    private long _made;
    private ulong _cyclicPercent;
    private int _extraBytes;
    private bool _cyclic;
    private ushort _node;
    private ushort _extra;

    private enum Phase : byte
    {
        Begin,
        Link,
        Finish,
        Drop,
        Observe,
    }

    public static WorkloadDescription Description { get; } = new(
        "chain",
        "Chains, some of them cycles, are held and dropped in batches",
        "cyclotron; workloads.md 5.3",
        [
            new("cycle_size", 100, 100, 1, 100_000, "Objects c of a unit"),
            new("extra_bytes", 0, 0, 0, 300_000, "Payload of a leaf that hangs on each unit; 0: none"),
            new("live_objects", 10_000, 1000, 100, 1_000_000, "Held units are dropped when they have so many objects"),
            new("cyclic_percent", 100, 50, 0, 100, "Units that are cycles, %"),
            new("total_objects", 1_000_000, 10_000, 0, 1_000_000_000_000, "Objects made, extras apart"),
            CommonParameters.Scaling,
            CommonParameters.Work,
        ]);

    public static Sharing SharingOf(WorkloadParameters parameters) => Sharing.None;

    public static long RegisterCount(WorkloadParameters parameters) => Held + HeldAtMost(parameters);

    public static long SharedRootCount(WorkloadParameters parameters) => 0;

    public static Chain Create(in WorkloadContext context) => new()
    {
        _random = CommonParameters.Stream(context),
        _left = CommonParameters.Share(context, "total_objects"),
        _capacity = HeldAtMost(context.Parameters),
        _length = context.Parameters["cycle_size"],
        _cyclicPercent = (ulong)context.Parameters["cyclic_percent"],
        _extraBytes = context.Parameters.AsInt32("extra_bytes"),
        _work = CommonParameters.WorkOf(context),
    };

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        _node = m.ShapeOf(2, 0);
        _extra = m.ShapeOf(0, _extraBytes);
        return StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        StepOutcome outcome = _phase switch
        {
            Phase.Begin => BeginUnit(ref m),
            Phase.Link => Link(ref m),
            Phase.Finish => FinishUnit(ref m),
            Phase.Drop => DropHeld(ref m),
            _ => Observe(ref m),
        };
        if (outcome == StepOutcome.Stepped)
        {
            _work.Run();
        }

        return outcome;
    }

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => [(ulong)_most];

    /// <summary>The most unfreed objects seen after a drop, added over mutators. Counting alone decides it: what a collector frees is not taken
    /// off.</summary>
    public static string Check(WorkloadParameters parameters, ulong[] sums) => $"most {sums[0]}";

    private static long HeldAtMost(WorkloadParameters parameters)
        => (parameters["live_objects"] + parameters["cycle_size"] - 1) / parameters["cycle_size"];

    private StepOutcome BeginUnit<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_left <= 0)
        {
            return StepOutcome.Done;
        }

        SplitMix64 before = _random;
        _cyclic = _random.Percent(_cyclicPercent);
        ObjectRef first = m.New(_node, 0);
        if (first.IsNull)
        {
            _random = before;
            return StepOutcome.Suspended;
        }

        m.Register(Held + _held) = first;
        m.Register(Last) = m.Copy(first);
        _made = 1;
        _phase = Phase.Link;
        return Link(ref m);
    }

    private StepOutcome Link<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ref ObjectRef last = ref m.Register(Last);
        for (int left = NodesPerCall; _made < _length; _made++, left--)
        {
            if (left == 0)
            {
                return StepOutcome.Partial;
            }

            ObjectRef n = m.New(_node, 0);
            if (n.IsNull)
            {
                return StepOutcome.Suspended;
            }

            m.Store(last, 0, n);
            m.Drop(last);
            last = m.Copy(n);
            m.Drop(n);
        }

        _phase = Phase.Finish;
        return FinishUnit(ref m);
    }

    private StepOutcome FinishUnit<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ref ObjectRef last = ref m.Register(Last);
        ObjectRef first = m.Register(Held + _held);
        if (_extraBytes > 0)
        {
            ObjectRef x = m.New(_extra, 0);
            if (x.IsNull)
            {
                return StepOutcome.Suspended;
            }

            m.Store(first, 1, x);
            m.Drop(x);
        }

        if (_cyclic)
        {
            m.Store(last, 0, first);
        }

        m.Drop(last);
        last = default;
        _held++;
        _left -= _length;
        _phase = _held < _capacity ? Phase.Begin : Phase.Drop;
        return _held < _capacity ? StepOutcome.Stepped : StepOutcome.Partial;
    }

    private StepOutcome DropHeld<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        for (long end = Math.Min(_held, _dropped + DropsPerCall); _dropped < end; _dropped++)
        {
            ref ObjectRef unit = ref m.Register(Held + _dropped);
            m.Drop(unit);
            unit = default;
        }

        if (_dropped == _held)
        {
            _held = _dropped = 0;
            _phase = Phase.Observe;
        }

        return StepOutcome.Partial;
    }

    /// <summary>In a call of its own: a stop may interrupt the last death, which is over before the next call.</summary>
    private StepOutcome Observe<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        _most = Math.Max(_most, m.Unfreed);
        _phase = Phase.Begin;
        return StepOutcome.Stepped;
    }
}
