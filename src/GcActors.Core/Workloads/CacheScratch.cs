using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// Passive false sharing, as the benchmark of that name of Hoard [Berger et al., ASPLOS 2000] provokes it (workloads.md 6.4): an allocator that gives a cell
/// freed by another mutator to that mutator puts the counts of two of them on one cache line.
/// <code>
/// set-up: mutator 0 makes M leaves in a row and hands one to each mutator
/// run:    each drops the one that it was handed;
///         step: o = new(0, size); touch o `pairs` times; write its payload `writes` times; drop o
/// </code>
/// </summary>
internal unsafe struct CacheScratch : IWorkload<CacheScratch>
{
    private const int Handing = 0;

    private WorkRounds _work;
    private long _i;
    private long _steps;
    private int _size;
    private int _pairs;
    private int _writes;
    private int _made;
    private bool _hasDropped;
    private ushort _leaf;

    public static WorkloadDescription Description { get; } = new(
        "cache-scratch",
        "Each mutator frees a cell next to the others' and makes its own objects after: passive false sharing",
        "Berger et al. 2000 (Hoard), cache-scratch; workloads.md 6.4",
        [
            CommonParameters.Steps(1_000_000, 1000),
            new("size", 8, 8, 8, 64, "Payload bytes of a leaf"),
            new("pairs", 100, 100, 0, 10_000, "Pairs of counts on each leaf"),
            new("writes", 0, 0, 0, 10_000, "Times that the whole payload is written"),
            CommonParameters.Scaling,
            CommonParameters.Work,
        ]);

    public static Sharing SharingOf(WorkloadParameters parameters) => parameters.Mutators > 1 ? Sharing.Moved : Sharing.None;

    public static bool SharesByMessage(WorkloadParameters parameters) => true;

    public static long RegisterCount(WorkloadParameters parameters) => 1;

    public static long SharedRootCount(WorkloadParameters parameters) => parameters.Mutators;

    public static CacheScratch Create(in WorkloadContext context) => new()
    {
        _steps = CommonParameters.Share(context, "steps"),
        _size = context.Parameters.AsInt32("size"),
        _pairs = context.Parameters.AsInt32("pairs"),
        _writes = context.Parameters.AsInt32("writes"),
        _work = CommonParameters.WorkOf(context),
    };

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        _leaf = m.ShapeOf(0, _size);
        for (int end = m.Index == 0 ? m.Mutators : 0; _made < end; _made++)
        {
            ref ObjectRef o = ref m.Register(Handing);
            if (!Slots.TryFill(ref m, ref o, _leaf))
            {
                return StepOutcome.Suspended;
            }

            StepOutcome packed = m.Pack(ref o);
            if (packed != StepOutcome.Stepped)
            {
                return packed;
            }

            m.Publish(_made, o);
            o = default;
        }

        return StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (!_hasDropped)
        {
            return DropHanded(ref m);
        }

        if (_i == _steps)
        {
            return StepOutcome.Done;
        }

        ObjectRef o = m.New(_leaf, (ulong)_i);
        if (o.IsNull)
        {
            return StepOutcome.Suspended;
        }

        m.Touch(o, _pairs);
        for (int i = 0; i < _writes; i++)
        {
            new Span<byte>(m.Payload(o), _size).Fill((byte)i);
        }

        m.Drop(o);
        _i++;
        _work.Run();
        return StepOutcome.Stepped;
    }

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => [_hasDropped && m.Index != 0 ? 1UL : 0];

    /// <summary>Leaves freed by another than their maker: M − 1.</summary>
    public static string Check(WorkloadParameters parameters, ulong[] sums) => $"{sums[0]} foreign";

    private StepOutcome DropHanded<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        m.Drop(m.TakeShared(m.Index));
        _hasDropped = true;
        return StepOutcome.Partial;
    }
}
