using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// A table of counted references that all mutators load from and store to (workloads.md 7.2, after the benchmark of concurrent_deferred_rc).
/// <code>
/// T = table of `cells` leaves, new(0,8,3)
/// step i: op = below(100); at = below(cells)
///         op &lt; store_percent: o = new(0,8, i mod 1024); T[at] = o; drop o
///         else:               x = load(T,at); drop x
/// </code>
/// One table for all mutators, made by mutator 0; i counts a mutator's own steps.
/// </summary>
internal struct CounterMix : IWorkload<CounterMix>
{
    private const int Table = 0;
    private const int CellsPerCall = 32;
    private const ulong FirstTag = 3;
    private const long Tags = 1024;

    private SplitMix64 _random;
    private WorkRounds _work;
    private long _i;
    private long _steps;
    private ulong _cells;
    private ulong _storePercent;
    private ulong _stores;
    private int _filled;
    private bool _isFirst;
    private ushort _leaf;

    public static WorkloadDescription Description { get; } = new(
        "counter-mix",
        "Mutators load from one table and store over what others load",
        "concurrent_deferred_rc; workloads.md 7.2",
        [
            new("cells", 10, 10, 1, 10_000_000, "Fields of the table"),
            new("store_percent", 10, 10, 0, 100, "Steps that store, %; the others load"),
            CommonParameters.Steps(1_000_000, 10_000),
            CommonParameters.Scaling,
            CommonParameters.Work,
        ]);

    /// <summary>A load races with the store that frees its target, which is what the program is for.</summary>
    public static Sharing SharingOf(WorkloadParameters parameters) => parameters.Mutators > 1 ? Sharing.RacingSlots : Sharing.None;

    public static long RegisterCount(WorkloadParameters parameters) => 0;

    public static long SharedRootCount(WorkloadParameters parameters) => 1;

    public static CounterMix Create(in WorkloadContext context) => new()
    {
        _random = CommonParameters.Stream(context),
        _steps = CommonParameters.Share(context, "steps"),
        _cells = (ulong)context.Parameters["cells"],
        _storePercent = (ulong)context.Parameters["store_percent"],
        _isFirst = context.Mutator == 0,
        _work = CommonParameters.WorkOf(context),
    };

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        _leaf = m.ShapeOf(0, 8);
        if (!_isFirst)
        {
            return StepOutcome.Done;
        }

        int cells = (int)_cells;
        if (!Slots.TryFillShared(ref m, Table, m.ShapeOf(cells, 0)))
        {
            return StepOutcome.Suspended;
        }

        ObjectRef table = m.SharedRoot(Table);
        for (int end = Math.Min(cells, _filled + CellsPerCall); _filled < end; _filled++)
        {
            ObjectRef o = m.New(_leaf, FirstTag);
            if (o.IsNull)
            {
                return StepOutcome.Suspended;
            }

            m.Store(table, _filled, o);
            m.Drop(o);
        }

        return _filled < cells ? StepOutcome.Partial : StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_i == _steps)
        {
            return StepOutcome.Done;
        }

        SplitMix64 before = _random;
        ObjectRef table = m.SharedRoot(Table);
        bool stores = _random.Percent(_storePercent);
        int at = (int)_random.Below(_cells);
        if (!stores)
        {
            m.Drop(m.Load(table, at));
        }
        else if (!Replace(ref m, table, at))
        {
            _random = before;
            return StepOutcome.Suspended;
        }

        _i++;
        _work.Run();
        return StepOutcome.Stepped;
    }

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => [_stores];

    /// <summary>Stores, each of which frees one leaf.</summary>
    public static string Check(WorkloadParameters parameters, ulong[] sums) => $"{sums[0]}";

    private bool Replace<TMutator>(ref TMutator m, ObjectRef table, int at)
        where TMutator : struct, IMutator
    {
        ObjectRef o = m.New(_leaf, (ulong)(_i % Tags));
        if (o.IsNull)
        {
            return false;
        }

        m.Store(table, at, o);
        m.Drop(o);
        _stores++;
        return true;
    }
}
