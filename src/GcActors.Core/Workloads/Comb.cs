using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// Leaves of one size fill the heap, then all but a few die: where the few lie decides what memory goes back to the system (workloads.md 4.5).
/// <code>
/// T = table of n fields
/// step i &lt; n:  r = new(0, size, i); T[i] = r; drop r
/// step n + i:  T[i] = null unless it is kept: even keeps i mod k = 0, clustered i &lt; n/k, random the first n/k of a Fisher–Yates walk by stream 0
/// refill:      every empty T[i] once more
/// </code>
/// </summary>
internal struct Comb : IWorkload<Comb>
{
    private const int Table = 0;
    private const int Even = 0;
    private const int Random = 1;

    private int _n;
    private int _every;
    private int _size;
    private int _i;
    private Phase _phase;
    private bool _refills;

    /// <summary>Of the random pattern: which leaves stay. Null for the others.</summary>
    private bool[]? _stays;
    private int _pattern;
    private ushort _leaf;

    private enum Phase
    {
        Fill,
        Clear,
        Refill,
    }

    public static WorkloadDescription Description { get; } = new(
        "comb",
        "A heap is filled and all but a few objects die: what survives decides what memory comes back",
        "workloads.md 4.5",
        [
            new("objects", 1_000_000, 10_000, 1000, 10_000_000, "Leaves made"),
            new("size", 48, 48, 16, 512, "Payload bytes of a leaf"),
            new("every", 1000, 100, 0, 10_000_000, "One leaf in so many stays; 0: none does"),
            new("pattern", Even, Even, Even, 2, "Which leaves stay: each k-th, random ones, or the first", ["even", "random", "clustered"]),
            new("refill", 0, 0, 0, 1, "1: as many as died are made once more"),
        ]);

    public static Sharing SharingOf(WorkloadParameters parameters) => Sharing.None;

    public static long RegisterCount(WorkloadParameters parameters) => 1;

    public static long SharedRootCount(WorkloadParameters parameters) => 0;

    public static Comb Create(in WorkloadContext context)
    {
        var comb = new Comb
        {
            _n = context.Parameters.AsInt32("objects"),
            _size = context.Parameters.AsInt32("size"),
            _every = context.Parameters.AsInt32("every"),
            _pattern = context.Parameters.AsInt32("pattern"),
            _refills = context.Parameters["refill"] != 0,
        };
        if (comb._pattern == Random)
        {
            comb._stays = DrawSurvivors(comb._n, comb.Survivors, context.Seed);
        }

        return comb;
    }

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ref ObjectRef table = ref m.Register(Table);
        if (table.IsNull)
        {
            _leaf = m.ShapeOf(0, _size);
            table = m.New(m.ShapeOf(_n, 0), 0);
        }

        return table.IsNull ? StepOutcome.Suspended : StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_i == _n && !NextPhase())
        {
            return StepOutcome.Done;
        }

        ObjectRef table = m.Register(Table);
        if (_phase == Phase.Clear)
        {
            if (!Stays(_i))
            {
                m.Store(table, _i, default);
            }
        }
        else if ((_phase == Phase.Fill || !Stays(_i)) && !Make(ref m, table))
        {
            return StepOutcome.Suspended;
        }

        _i++;
        return StepOutcome.Stepped;
    }

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ulong sum = 0;
        ObjectRef table = m.Register(Table);
        for (int i = 0; i < _n; i++)
        {
            ObjectRef leaf = m.Peek(table, i);
            sum += leaf.IsNull ? 0 : m.Tag(leaf);
        }

        return [sum];
    }

    /// <summary>Sum of the tags of the leaves that are there.</summary>
    public static string Check(WorkloadParameters parameters, ulong[] sums) => $"{sums[0]}";

    /// <summary>Of the clustered and the random pattern; the even one keeps one more where k does not divide n.</summary>
    private readonly int Survivors => _every == 0 ? 0 : _n / _every;

    private readonly bool Stays(int i) => _pattern switch
    {
        Even => _every != 0 && i % _every == 0,
        Random => _stays![i],
        _ => i < Survivors,
    };

    private bool NextPhase()
    {
        if (_phase == (_refills ? Phase.Refill : Phase.Clear))
        {
            return false;
        }

        _phase++;
        _i = 0;
        return true;
    }

    private readonly bool Make<TMutator>(ref TMutator m, ObjectRef table)
        where TMutator : struct, IMutator
    {
        ObjectRef r = m.New(_leaf, (ulong)_i);
        if (r.IsNull)
        {
            return false;
        }

        m.Store(table, _i, r);
        m.Drop(r);
        return true;
    }

    private static bool[] DrawSurvivors(int n, int survivors, ulong seed)
    {
        SplitMix64 random = SplitMix64.Stream(seed, 0);
        int[] order = [.. Enumerable.Range(0, n)];
        bool[] stays = new bool[n];
        for (int i = 0; i < survivors; i++)
        {
            int j = i + (int)random.Below((ulong)(n - i));
            (order[i], order[j]) = (order[j], order[i]);
            stays[order[i]] = true;
        }

        return stays;
    }
}
