using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// Random sizes and lifetimes, and objects that change mutators through a table: mimalloc's own stress test (workloads.md 6.3).
/// <code>
/// iteration it, mutator m, stream 1 + it·M + m: left = 100·scale·(m mod 8 + 1); keep = left/2; data, kept = tables of those sizes
/// step while left or keep: if keep = 0 or (percent(51) and left &gt; 0): next slot of data = leaf of 8 &lt;&lt; below(5) bytes; left −= 1
///                          else:                                      next slot of kept = leaf of 8 &lt;&lt; below(7) bytes; keep −= 1
///                          if percent(67) and data used: data[below(used)] = null
///                          if percent(26) and data used: d = below(used); x = below(X); swap(data, d, X table, x)
/// end of iteration: each m: drop kept; drop data.   Then for x &lt; X: if percent(51) by stream 0, or last iteration: transfer[x] = null
/// </code>
/// The mutators meet before mutator 0 clears the transfer table, and again before they go on.
/// </summary>
internal struct Mstress : IWorkload<Mstress>
{
    private const int Data = 0;
    private const int Kept = 1;
    private const int Transfer = 0;
    private const int Meetings = 0;
    private const int KeptSizes = 7;
    private const int DataSizes = 5;
    private const int SlotsPerCall = 64;

    private SplitMix64 _random;
    private SplitMix64 _clearing;
    private Meeting _meeting;
    private ulong _seed;
    private ushort[] _leaves;
    private int _slots;
    private int _used;
    private int _keptUsed;
    private int _transfers;
    private int _cleared;
    private int _iteration;
    private int _iterations;
    private Phase _phase;
    private ushort _dataTable;
    private ushort _keptTable;

    private enum Phase
    {
        MakeTables,
        Fill,
        DropKept,
        DropData,
        Meet,
        Clear,
        Part,
    }

    public static WorkloadDescription Description { get; } = new(
        "mstress",
        "Random sizes and lifetimes; mutators exchange objects through a table",
        "mimalloc, test/test-stress.c; workloads.md 6.3",
        [
            new("scale", 50, 1, 1, 1000, "Leaves of mutator m in an iteration: 150·scale·(m mod 8 + 1)"),
            new("iterations", 10, 2, 1, 100_000, "Iterations"),
            new("transfers", 1000, 100, 1, 1_000_000, "Slots of the transfer table"),
        ]);

    /// <summary>No leaf is ever counted by two at once, but two may exchange with one slot of the transfer table.</summary>
    public static Sharing SharingOf(WorkloadParameters parameters) => parameters.Mutators > 1 ? Sharing.RacingSlots : Sharing.None;

    public static long RegisterCount(WorkloadParameters parameters) => 2;

    public static long SharedRootCount(WorkloadParameters parameters) => 1;

    public static Mstress Create(in WorkloadContext context) => new()
    {
        _seed = context.Seed,
        _clearing = SplitMix64.Stream(context.Seed, 0),
        _meeting = new Meeting(Meetings),
        _slots = 100 * context.Parameters.AsInt32("scale") * (context.Mutator % 8 + 1),
        _transfers = context.Parameters.AsInt32("transfers"),
        _iterations = context.Parameters.AsInt32("iterations"),
        _leaves = new ushort[KeptSizes],
    };

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        for (int i = 0; i < KeptSizes; i++)
        {
            _leaves[i] = m.ShapeOf(0, 8 << i);
        }

        _dataTable = m.ShapeOf(_slots, 0);
        _keptTable = m.ShapeOf(_slots / 2, 0);
        return Slots.TryFillShared(ref m, Transfer, m.ShapeOf(_transfers, 0)) ? StepOutcome.Done : StepOutcome.Suspended;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => _phase switch
        {
            Phase.Fill => Fill(ref m),
            Phase.MakeTables => MakeTables(ref m),
            Phase.DropKept => Drop(ref m, Kept, Phase.DropData),
            Phase.DropData => Drop(ref m, Data, Phase.Meet),
            Phase.Clear => Clear(ref m),
            _ => Meet(ref m),
        };

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => [];

    /// <summary>None but the totals: everything is freed except the transfer table.</summary>
    public static string Check(WorkloadParameters parameters, ulong[] sums) => "";

    private StepOutcome MakeTables<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_iteration == _iterations)
        {
            return StepOutcome.Done;
        }

        if (!Slots.TryFill(ref m, ref m.Register(Data), _dataTable) || !Slots.TryFill(ref m, ref m.Register(Kept), _keptTable))
        {
            return StepOutcome.Suspended;
        }

        _random = SplitMix64.Stream(_seed, 1 + (ulong)_iteration * (ulong)m.Mutators + (ulong)m.Index);
        _used = _keptUsed = 0;
        _phase = Phase.Fill;
        return StepOutcome.Partial;
    }

    private StepOutcome Fill<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        SplitMix64 before = _random;
        bool allKept = _keptUsed == _slots / 2;
        bool toData = allKept || (_random.Percent(51) && _used < _slots);
        ObjectRef o = m.New(_leaves[Draw(toData ? DataSizes : KeptSizes)], 0);
        if (o.IsNull)
        {
            _random = before;
            return StepOutcome.Suspended;
        }

        ObjectRef data = m.Register(Data);
        m.Store(toData ? data : m.Register(Kept), toData ? _used++ : _keptUsed++, o);
        m.Drop(o);
        if (_random.Percent(67) && _used > 0)
        {
            m.Store(data, Draw(_used), default);
        }

        if (_random.Percent(26) && _used > 0)
        {
            int d = Draw(_used);
            m.Swap(data, d, m.SharedRoot(Transfer), Draw(_transfers));
        }

        if (_used == _slots && _keptUsed == _slots / 2)
        {
            _phase = Phase.DropKept;
        }

        return StepOutcome.Stepped;
    }

    private int Draw(int n) => (int)_random.Below((ulong)n);

    private StepOutcome Drop<TMutator>(ref TMutator m, int register, Phase next)
        where TMutator : struct, IMutator
    {
        ref ObjectRef table = ref m.Register(register);
        m.Drop(table);
        table = default;
        _phase = next;
        return StepOutcome.Partial;
    }

    private StepOutcome Meet<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (!_meeting.IsOver(ref m))
        {
            return StepOutcome.Waiting;
        }

        if (_phase == Phase.Part)
        {
            _iteration++;
            _phase = Phase.MakeTables;
        }
        else
        {
            _cleared = 0;
            _phase = m.Index == 0 ? Phase.Clear : Phase.Part;
        }

        return StepOutcome.Partial;
    }

    private StepOutcome Clear<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        bool isLast = _iteration == _iterations - 1;
        for (int end = Math.Min(_transfers, _cleared + SlotsPerCall); _cleared < end; _cleared++)
        {
            if (_clearing.Percent(51) || isLast)
            {
                m.Store(m.SharedRoot(Transfer), _cleared, default);
            }
        }

        _phase = _cleared < _transfers ? Phase.Clear : Phase.Part;
        return StepOutcome.Partial;
    }
}
