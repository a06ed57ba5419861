using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// Synthetic lifetimes, in allocations (workloads.md 4.4): most die young, some late, one in a hundred never. Private memory, no references between
/// objects, so an object costs one decrement and nothing else.
/// <code>
/// step i: o = new(0, 16·(1 + below(16)), i); a = below(100)
///         span = 1 + below(64) if a &lt; 90, 1024 + below(8192) if a &lt; 99, none otherwise
///         drop every object with birth + span = i, in birth order
/// </code>
/// Each object lies in a register: mortals in a ring by birth, which none of them outlives, those that stay behind it.
/// </summary>
internal struct Life : IWorkload<Life>
{
    private const int Sizes = 16;
    private const int SizeStepBytes = 16;

    /// <summary>Registers of mortals and days of the calendar: a power of two above the longest span, 9,215.</summary>
    private const int Ring = 16_384;

    private const int Nobody = -1;

    private SplitMix64 _random;
    private WorkRounds _work;
    private long _i;
    private long _steps;
    private long _staying;
    private long _heldBytes;

    /// <summary>By step: the registers of those that die then, linked in birth order.</summary>
    private int[] _firstDue;

    private int[] _lastDue;

    /// <summary>By register.</summary>
    private int[] _nextDue;

    private ushort[] _bytes;
    private ushort[] _shapes;

    public static WorkloadDescription Description { get; } = new(
        "life",
        "Leaves with synthetic lifetimes: most die young, some late, one in a hundred never",
        "workloads.md 4.4",
        [
            new("steps", 10_000_000, 20_000, 0, 1_000_000_000, "Steps"),
            CommonParameters.Scaling,
            CommonParameters.Work,
        ]);

    public static Sharing SharingOf(WorkloadParameters parameters) => Sharing.None;

    /// <summary>Twice as many as are expected to stay, and a thousand: with more than a thousand steps the binomial tail beyond is below 10⁻³⁰⁰.</summary>
    public static long RegisterCount(WorkloadParameters parameters) => Ring + parameters["steps"] / 50 + 1000;

    public static long SharedRootCount(WorkloadParameters parameters) => 0;

    public static Life Create(in WorkloadContext context)
    {
        var life = new Life
        {
            _random = CommonParameters.Stream(context),
            _steps = CommonParameters.Share(context, "steps"),
            _work = CommonParameters.WorkOf(context),
            _firstDue = new int[Ring],
            _lastDue = new int[Ring],
            _nextDue = new int[Ring],
            _bytes = new ushort[Ring],
            _shapes = new ushort[Sizes],
        };
        Array.Fill(life._firstDue, Nobody);
        return life;
    }

    public readonly StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        for (int i = 0; i < Sizes; i++)
        {
            _shapes[i] = m.ShapeOf(0, SizeStepBytes * (1 + i));
        }

        return StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_i == _steps)
        {
            return StepOutcome.Done;
        }

        SplitMix64 before = _random;
        int size = (int)_random.Below(Sizes);
        ObjectRef o = m.New(_shapes[size], (ulong)_i);
        if (o.IsNull)
        {
            _random = before;
            return StepOutcome.Suspended;
        }

        int bytes = SizeStepBytes * (1 + size);
        _heldBytes += bytes;
        int span = DrawSpan();
        if (span == 0)
        {
            m.Register(Ring + _staying++) = o;
        }
        else
        {
            int at = (int)(_i & (Ring - 1));
            m.Register(at) = o;
            _bytes[at] = (ushort)bytes;
            PutDown(at, (int)((_i + span) & (Ring - 1)));
        }

        DropDue(ref m);
        _i++;
        _work.Run();
        return StepOutcome.Stepped;
    }

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => [(ulong)_heldBytes];

    /// <summary>Model bytes still held.</summary>
    public static string Check(WorkloadParameters parameters, ulong[] sums) => $"{sums[0]} B";

    /// <summary>0: it stays.</summary>
    private int DrawSpan()
    {
        ulong a = _random.Below(100);
        return a switch
        {
            < 90 => 1 + (int)_random.Below(64),
            < 99 => 1024 + (int)_random.Below(8192),
            _ => 0,
        };
    }

    /// <summary>Those born later stand behind those born before.</summary>
    private readonly void PutDown(int register, int day)
    {
        _nextDue[register] = Nobody;
        if (_firstDue[day] == Nobody)
        {
            _firstDue[day] = register;
        }
        else
        {
            _nextDue[_lastDue[day]] = register;
        }

        _lastDue[day] = register;
    }

    private void DropDue<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        int day = (int)(_i & (Ring - 1));
        for (int at = _firstDue[day]; at != Nobody; at = _nextDue[at])
        {
            ref ObjectRef o = ref m.Register(at);
            m.Drop(o);
            o = default;
            _heldBytes -= _bytes[at];
        }

        _firstDue[day] = Nobody;
    }
}
