using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// Short-lived leaves (workloads.md 4.1): every leaf lives exactly <c>window</c> steps; a window of 1 is the purest path through the allocator.
/// <code>
/// T = table of W fields
/// step i: r = new(0, payload, i); touch r t times; T[i mod W] = r; drop r
/// </code>
/// </summary>
internal struct Churn : IWorkload<Churn>
{
    private const int Table = 0;

    private WorkRounds _work;
    private long _i;
    private long _steps;
    private int _at;
    private int _window;
    private int _payloadBytes;
    private int _touches;
    private ushort _leaf;

    public static WorkloadDescription Description { get; } = new(
        "churn",
        "Leaves that live for a fixed number of steps",
        "workloads.md 4.1",
        [
            CommonParameters.Steps(10_000_000, 10_000),
            new("window", 64, 64, 1, 65_536, "Steps that a leaf lives"),
            new("payload", 16, 16, 0, 512, "Payload bytes of a leaf"),
            new("touches", 0, 2, 0, 16, "Extra pairs of counts on each leaf"),
            CommonParameters.Scaling,
            CommonParameters.Work,
        ]);

    public static Sharing SharingOf(WorkloadParameters parameters) => Sharing.None;

    public static long RegisterCount(WorkloadParameters parameters) => 1;

    public static long SharedRootCount(WorkloadParameters parameters) => 0;

    public static Churn Create(in WorkloadContext context) => new()
    {
        _steps = CommonParameters.Share(context, "steps"),
        _window = context.Parameters.AsInt32("window"),
        _payloadBytes = context.Parameters.AsInt32("payload"),
        _touches = context.Parameters.AsInt32("touches"),
        _work = CommonParameters.WorkOf(context),
    };

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ref ObjectRef table = ref m.Register(Table);
        if (table.IsNull)
        {
            _leaf = m.ShapeOf(0, _payloadBytes);
            table = m.New(m.ShapeOf(_window, 0), 0);
        }

        return table.IsNull ? StepOutcome.Suspended : StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_i == _steps)
        {
            return StepOutcome.Done;
        }

        ObjectRef r = m.New(_leaf, (ulong)_i);
        if (r.IsNull)
        {
            return StepOutcome.Suspended;
        }

        m.Touch(r, _touches);
        m.Store(m.Register(Table), _at, r);
        m.Drop(r);
        _i++;
        _at = _at + 1 == _window ? 0 : _at + 1;
        _work.Run();
        return StepOutcome.Stepped;
    }

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ulong sum = 0;
        ObjectRef table = m.Register(Table);
        for (int i = 0; i < _window && _payloadBytes >= sizeof(ulong); i++)
        {
            ObjectRef leaf = m.Peek(table, i);
            sum += leaf.IsNull ? 0 : m.Tag(leaf);
        }

        return [sum];
    }

    /// <summary>Sum of the tags in the tables: W·steps − W(W+1)/2 each, for steps ≥ W.</summary>
    public static string Check(WorkloadParameters parameters, ulong[] sums) => parameters["payload"] < sizeof(ulong) ? "untagged" : $"{sums[0]}";
}
