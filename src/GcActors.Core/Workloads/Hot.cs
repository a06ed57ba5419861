using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// None, True, False: all mutators count on a few objects (workloads.md 7.1). Nothing is allocated or freed in steps and the shared leaves are
/// pinned, so wrong counts can free nothing and a plain twin is safe.
/// <code>
/// set-up: h leaves pinned by mutator 0; each mutator its q leaves, and a plan of 1,024 targets by its own stream:
///         percent(hot) ? shared[below(h)] : private[below(q)]
/// step i: touch plan[i mod 1024] `pairs` times
/// </code>
/// </summary>
/// <remarks>
/// The page leaves a leaf's payload open; with 48 bytes no two counts lie on one cache line (header 16 + 48 = 64), so that hot_percent 0 shares
/// nothing in the hardware either. The setting `locals` waits for strategies that do not count locals.
/// </remarks>
internal struct Hot : IWorkload<Hot>
{
    private const int PlanLength = 1024;

    private SplitMix64 _random;
    private WorkRounds _work;
    private long _i;
    private long _steps;
    private int _pairs;
    private int _made;
    private int _singletons;
    private int _privates;
    private int _payloadBytes;
    private ulong _hotPercent;
    private bool _isFirst;

    /// <summary>Copies of registers and root slots that do not change while steps run, and objects never move: a step pays one load for its
    /// target.</summary>
    private ObjectRef[] _plan;

    private bool[] _planIsShared;

    public static WorkloadDescription Description { get; } = new(
        "hot",
        "All mutators count on a few pinned objects, and each on its own",
        "workloads.md 7.1",
        [
            CommonParameters.Steps(10_000_000, 8192),
            new("singletons", 3, 3, 1, 1024, "Shared leaves h"),
            new("privates", 10, 10, 1, 100_000, "Leaves q of each mutator"),
            new("hot_percent", 50, 50, 0, 100, "Steps that touch a shared leaf, %"),
            new("pairs", 4, 4, 1, 64, "Pairs of counts in a step"),
            new("payload", 48, 48, 0, 512, "Payload bytes of a leaf; 48: a cache line each"),
            CommonParameters.Scaling,
            CommonParameters.Work,
        ]);

    public static Sharing SharingOf(WorkloadParameters parameters)
        => parameters.Mutators > 1 && parameters["hot_percent"] > 0 ? Sharing.Pinned : Sharing.None;

    public static long RegisterCount(WorkloadParameters parameters) => parameters["privates"];

    public static long SharedRootCount(WorkloadParameters parameters) => parameters["singletons"];

    public static Hot Create(in WorkloadContext context) => new()
    {
        _random = CommonParameters.Stream(context),
        _steps = CommonParameters.Share(context, "steps"),
        _singletons = context.Parameters.AsInt32("singletons"),
        _privates = context.Parameters.AsInt32("privates"),
        _hotPercent = (ulong)context.Parameters["hot_percent"],
        _pairs = context.Parameters.AsInt32("pairs"),
        _payloadBytes = context.Parameters.AsInt32("payload"),
        _isFirst = context.Mutator == 0,
        _work = CommonParameters.WorkOf(context),
        _plan = new ObjectRef[PlanLength],
        _planIsShared = new bool[PlanLength],
    };

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ushort leaf = m.ShapeOf(0, _payloadBytes);
        int shared = _isFirst ? _singletons : 0;
        for (; _made < shared + _privates; _made++)
        {
            ObjectRef o = m.New(leaf, (ulong)_made);
            if (o.IsNull)
            {
                return StepOutcome.Suspended;
            }

            if (_made < shared)
            {
                m.Pin(o);
                m.Publish(_made, o);
            }
            else
            {
                m.Register(_made - shared) = o;
            }
        }

        for (int i = 0; i < PlanLength; i++)
        {
            _planIsShared[i] = _random.Percent(_hotPercent);
            _plan[i] = _planIsShared[i] ? m.SharedRoot((long)_random.Below((ulong)_singletons)) : m.Register((long)_random.Below((ulong)_privates));
        }

        return StepOutcome.Done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_i == _steps)
        {
            return StepOutcome.Done;
        }

        // No bounds check: the index is masked to the plan's length.
        m.Touch(Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_plan), (nint)(_i & (PlanLength - 1))), _pairs);
        _i++;
        _work.Run();
        return StepOutcome.Stepped;
    }

    /// <summary>Pairs on shared objects.</summary>
    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        long steps = 0;
        for (int i = 0; i < PlanLength; i++)
        {
            steps += _planIsShared[i] ? (_i + PlanLength - 1 - i) / PlanLength : 0;
        }

        return [(ulong)(steps * _pairs)];
    }

    public static string Check(WorkloadParameters parameters, ulong[] sums) => $"{sums[0]}";
}
