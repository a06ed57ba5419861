using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// Producers hand batches to consumers and keep a part of the objects themselves, so that either side may be the last to drop one (workloads.md 8.3).
/// <code>
/// set-up:   mutator 0: h = new(0,16), the header that all objects hold; one reference to it for each producer
/// producer: q = new(objects,0); ring = new(window,0)
///           for each i: o = new(1,48); o[0] = h; if percent(R): ring[kept mod window] = o, kept += 1; q[i] = o; drop o
///           hand q over, waiting while the queue is full; after the last batch drop ring
/// consumer: take a batch, drop it
/// </code>
/// </summary>
/// <remarks>The page leaves open what the header is, who keeps what, and whether the rings are dropped: one leaf for the whole program, which stays to the
/// end; a part drawn from the producer's stream; and they are, so that all but the header is freed.</remarks>
internal struct Pipeline : IWorkload<Pipeline>
{
    private const int HeaderBytes = 16;
    private const int PayloadBytes = 48;

    private SplitMix64 _random;
    private BatchQueue _queue;
    private long _kept;
    private long _headers;
    private int _handed;
    private int _producers;
    private ulong _percent;
    private int _window;
    private int _at;
    private bool _isOver;
    private ushort _object;

    public static WorkloadDescription Description { get; } = new(
        "pipeline",
        "Batches of objects with one shared header pass from producers to consumers; producers keep a part for a while",
        "workloads.md 8.3",
        [
            BatchQueue.Batches,
            BatchQueue.Objects(4096, 500),
            BatchQueue.Bound,
            new("percent", 50, 50, 0, 100, "Part R of the objects that their producer keeps too, %"),
            new("window", 1000, 100, 1, 65_536, "Objects that a producer keeps at a time"),
        ],
        MinMutators: 2);

    public static string? Objection(WorkloadParameters parameters) => BatchQueue.Objection(parameters);

    /// <summary>Whatever R is: producers count the header up while consumers count it down.</summary>
    public static Sharing SharingOf(WorkloadParameters parameters) => Sharing.Counted;

    public static bool SharesByMessage(WorkloadParameters parameters) => true;

    public static long RegisterCount(WorkloadParameters parameters) => BatchQueue.Registers + 3;

    public static long SharedRootCount(WorkloadParameters parameters) => BatchQueue.SharedRoots(parameters) + parameters.Mutators / 2;

    private static int Ring => BatchQueue.Registers;

    private static int Header => BatchQueue.Registers + 1;

    private static int Handing => BatchQueue.Registers + 2;

    public static Pipeline Create(in WorkloadContext context) => new()
    {
        _random = CommonParameters.Stream(context),
        _queue = new BatchQueue(context),
        _headers = BatchQueue.SharedRoots(context.Parameters),
        _producers = context.Mutators / 2,
        _percent = (ulong)context.Parameters["percent"],
        _window = context.Parameters.AsInt32("window"),
    };

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        _queue.SetUp(ref m);
        _object = m.ShapeOf(1, PayloadBytes);
        if (!_queue.IsProducer)
        {
            return StepOutcome.Done;
        }

        if (m.Index == 0)
        {
            StepOutcome handed = HandHeader(ref m);
            if (handed != StepOutcome.Stepped)
            {
                return handed;
            }
        }
        else if (m.Register(Header).IsNull)
        {
            m.Register(Header) = m.TakeShared(_headers + m.Index);
        }

        return Slots.TryFill(ref m, ref m.Register(Ring), m.ShapeOf(_window, 0)) ? StepOutcome.Done : StepOutcome.Suspended;
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
            return room == StepOutcome.Done ? End(ref m) : room;
        }

        ObjectRef o = m.New(_object, 0);
        if (o.IsNull)
        {
            return StepOutcome.Suspended;
        }

        m.Store(o, 0, m.Register(Header));
        if (_random.Percent(_percent))
        {
            m.Store(m.Register(Ring), _at, o);
            _at = _at + 1 == _window ? 0 : _at + 1;
            _kept++;
        }

        _queue.Add(ref m, o);
        return StepOutcome.Stepped;
    }

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => [(ulong)_kept];

    /// <summary>Objects that their producer kept too.</summary>
    public static string Check(WorkloadParameters parameters, ulong[] sums) => $"{sums[0]} kept";

    public readonly ulong[] MeasuredPart() => _queue.MeasuredPart();

    public static IReadOnlyDictionary<string, double> Quantities(WorkloadParameters parameters, IReadOnlyList<ulong[]> parts) =>
        BatchQueue.Quantities(parts);

    private StepOutcome HandHeader<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (!Slots.TryFill(ref m, ref m.Register(Header), m.ShapeOf(0, HeaderBytes)))
        {
            return StepOutcome.Suspended;
        }

        for (ref ObjectRef handing = ref m.Register(Handing); _handed < _producers - 1; _handed++)
        {
            if (handing.IsNull)
            {
                handing = m.Copy(m.Register(Header));
            }

            StepOutcome packed = m.Pack(ref handing);
            if (packed != StepOutcome.Stepped)
            {
                return packed;
            }

            m.Publish(_headers + 1 + _handed, handing);
            handing = default;
        }

        return StepOutcome.Stepped;
    }

    private StepOutcome End<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_isOver)
        {
            return StepOutcome.Done;
        }

        ref ObjectRef ring = ref m.Register(Ring);
        m.Drop(ring);
        ring = default;
        _isOver = true;
        return StepOutcome.Partial;
    }
}
