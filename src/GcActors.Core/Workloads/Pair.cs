using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// Two objects that hold each other (workloads.md 3.2); the article's two dictionaries, of which only one field each matters.
/// <code>
/// step: a = new(1,0); b = new(1,0); a[0] = b; b[0] = a; drop a; drop b
/// </code>
/// </summary>
internal struct Pair : IWorkload<Pair>
{
    /// <summary>Holds a while b is made.</summary>
    private const int A = 0;

    private WorkRounds _work;
    private long _left;
    private ushort _shape;

    public static WorkloadDescription Description { get; } = new(
        "pair",
        "Two objects that hold each other are dropped, n times",
        "workloads.md 3.2",
        [
            new("n", 10_000, 1000, 1, 100_000_000, "Pairs made"),
            CommonParameters.Scaling,
            CommonParameters.Work,
        ]);

    public static Sharing SharingOf(WorkloadParameters parameters) => Sharing.None;

    public static long RegisterCount(WorkloadParameters parameters) => 1;

    public static long SharedRootCount(WorkloadParameters parameters) => 0;

    public static Pair Create(in WorkloadContext context) => new()
    {
        _left = CommonParameters.Share(context, "n"),
        _work = CommonParameters.WorkOf(context),
    };

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        _shape = m.ShapeOf(1, 0);
        return StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_left == 0)
        {
            return StepOutcome.Done;
        }

        ref ObjectRef a = ref m.Register(A);
        if (a.IsNull)
        {
            a = m.New(_shape, 0);
            if (a.IsNull)
            {
                return StepOutcome.Suspended;
            }
        }

        ObjectRef b = m.New(_shape, 0);
        if (b.IsNull)
        {
            return StepOutcome.Suspended;
        }

        m.Store(a, 0, b);
        m.Store(b, 0, a);
        m.Drop(a);
        a = default;
        m.Drop(b);
        _left--;
        _work.Run();
        return StepOutcome.Stepped;
    }

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => [];

    public static string Check(WorkloadParameters parameters, ulong[] sums) => "";
}
