using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// The article's list that contains itself (workloads.md 3.1): the smallest cyclic garbage.
/// <code>
/// step: a = new(1,0); a[0] = a; drop a
/// </code>
/// </summary>
internal struct SelfList : IWorkload<SelfList>
{
    private WorkRounds _work;
    private long _left;
    private ushort _shape;

    public static WorkloadDescription Description { get; } = new(
        "self-list",
        "An object that holds itself is dropped, n times",
        "workloads.md 3.1",
        [
            new("n", 10_000, 1000, 1, 100_000_000, "Objects made"),
            CommonParameters.Scaling,
            CommonParameters.Work,
        ]);

    public static Sharing SharingOf(WorkloadParameters parameters) => Sharing.None;

    public static long RegisterCount(WorkloadParameters parameters) => 0;

    public static long SharedRootCount(WorkloadParameters parameters) => 0;

    public static SelfList Create(in WorkloadContext context) => new()
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

        ObjectRef a = m.New(_shape, 0);
        if (a.IsNull)
        {
            return StepOutcome.Suspended;
        }

        m.Store(a, 0, a);
        m.Drop(a);
        _left--;
        _work.Run();
        return StepOutcome.Stepped;
    }

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => [];

    public static string Check(WorkloadParameters parameters, ulong[] sums) => "";
}
