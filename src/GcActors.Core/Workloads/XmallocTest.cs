using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// Some mutators only make, the others only free, so that every free is foreign [Lever, Boreham, USENIX 2000] (workloads.md 6.2).
/// <code>
/// producer: q = new(objects,0); for each i: o = new(0,size); q[i] = o; drop o;  hand q over, waiting while the queue is full
/// consumer: take a batch, drop it
/// </code>
/// The first half of the mutators produce. A producer's step is one object, a consumer's one batch.
/// </summary>
internal struct XmallocTest : IWorkload<XmallocTest>
{
    private const int Drawn = -1;
    private static readonly int[] s_drawnBytes = [8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048];

    private SplitMix64 _random;
    private BatchQueue _queue;
    private int _size;
    private ushort[] _leaves;

    public static WorkloadDescription Description { get; } = new(
        "xmalloc-test",
        "One half of the mutators makes batches of objects, the other half frees them",
        "Lever, Boreham 2000; mimalloc-bench xmalloc-test; workloads.md 6.2",
        [
            BatchQueue.Batches,
            BatchQueue.Objects(4096, 4096),
            BatchQueue.Bound,
            new("size", 64, 64, Drawn, 32_768, "Payload bytes of an object; -1: drawn from 17 sizes of 8 to 2,048"),
        ],
        MinMutators: 2);

    public static string? Objection(WorkloadParameters parameters) => BatchQueue.Objection(parameters);

    /// <summary>A batch and all in it is its producer's, then the queue's, then its consumer's.</summary>
    public static Sharing SharingOf(WorkloadParameters parameters) => Sharing.Moved;

    public static bool SharesByMessage(WorkloadParameters parameters) => true;

    public static long RegisterCount(WorkloadParameters parameters) => BatchQueue.Registers;

    public static long SharedRootCount(WorkloadParameters parameters) => BatchQueue.SharedRoots(parameters);

    public static XmallocTest Create(in WorkloadContext context) => new()
    {
        _random = CommonParameters.Stream(context),
        _queue = new BatchQueue(context),
        _size = context.Parameters.AsInt32("size"),
        _leaves = new ushort[context.Parameters["size"] == Drawn ? s_drawnBytes.Length : 1],
    };

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        _queue.SetUp(ref m);
        for (int i = 0; i < _leaves.Length; i++)
        {
            _leaves[i] = m.ShapeOf(0, _size == Drawn ? s_drawnBytes[i] : _size);
        }

        return StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (!_queue.IsProducer)
        {
            return _queue.Consume(ref m);
        }

        StepOutcome room = _queue.MakeRoom(ref m);
        if (room != StepOutcome.Stepped)
        {
            return room;
        }

        SplitMix64 before = _random;
        ObjectRef o = m.New(_leaves[_size == Drawn ? (int)_random.Below((ulong)_leaves.Length) : 0], 0);
        if (o.IsNull)
        {
            _random = before;
            return StepOutcome.Suspended;
        }

        _queue.Add(ref m, o);
        return StepOutcome.Stepped;
    }

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => [_queue.Consumed];

    /// <summary>Objects freed by another than their maker: all.</summary>
    public static string Check(WorkloadParameters parameters, ulong[] sums) => $"{sums[0]} foreign";

    public readonly ulong[] MeasuredPart() => _queue.MeasuredPart();

    public static IReadOnlyDictionary<string, double> Quantities(WorkloadParameters parameters, IReadOnlyList<ulong[]> parts) =>
        BatchQueue.Quantities(parts);
}
