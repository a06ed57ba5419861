using System.Diagnostics;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// One mutator's end of a bounded queue of batches, which are tables full of objects: the first half of the mutators produce, the others consume. The
/// queue is the first <c>bound</c> root slots that all see, a ring in order of arrival, under a lock that is held for some loads and stores and never over
/// a suspension. It measures how long the queue was when touched, and how long this end waited.
/// <code>
/// producer: q = new(objects,0); for each i: q[i] = o; drop o;  hand q over, waiting while the queue is full
/// consumer: take a batch, drop it
/// </code>
/// </summary>
internal struct BatchQueue
{
    /// <summary>The producer's register of the batch that it fills.</summary>
    private const int Filling = 0;

    private const int Lock = 0;
    private const int Put = 1;
    private const int Taken = 2;

    private readonly int _bound;
    private readonly int _batches;
    private readonly int _objects;
    private readonly bool _isProducer;
    private long _batchesLeft;
    private long _consumed;
    private int _filled;
    private bool _isPacked;
    private ushort _batch;
    private long _waitingSince;
    private ulong _touches;
    private ulong _lengths;
    private ulong _longest;
    private ulong _waits;
    private ulong _waitTicks;

    public BatchQueue(in WorkloadContext context)
    {
        _bound = context.Parameters.AsInt32("bound");
        _batches = context.Parameters.AsInt32("batches");
        _objects = context.Parameters.AsInt32("objects");
        int producers = context.Mutators / 2;
        _isProducer = context.Mutator < producers;
        _batchesLeft = _isProducer ? CommonParameters.Share(_batches, context.Mutator, producers) : 0;
    }

    /// <summary>A workload's own registers begin here.</summary>
    public static int Registers => 1;

    public static WorkloadParameter Batches { get; } = new("batches", 1000, 20, 1, 100_000_000, "Batches that all producers make together");

    public static WorkloadParameter Bound { get; } = new("bound", 100, 100, 1, 1_000_000, "Batches that the queue holds; a producer waits while it is full");

    public static WorkloadParameter Objects(long normal, long small) => new("objects", normal, small, 1, 1_000_000, "Objects in a batch");

    /// <summary>A workload's own shared root slots begin here.</summary>
    public static long SharedRoots(WorkloadParameters parameters) => parameters["bound"];

    public readonly bool IsProducer => _isProducer;

    /// <summary>Objects that this end freed with their batches, as far as nobody else held them, and the batches themselves.</summary>
    public readonly ulong Consumed => (ulong)(_consumed * (_objects + 1));

    public static string? Objection(WorkloadParameters parameters) => parameters.Mutators % 2 == 0
        ? null
        : $"mutators: {parameters.Mutators} is odd, but there are as many consumers as producers";

    /// <summary>Cold.</summary>
    public void SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => _batch = m.ShapeOf(_objects, 0);

    /// <summary>Producer: makes a new batch if there is none, hands it over if it is full.</summary>
    /// <returns>Stepped: there is room for an object; else the outcome of this step.</returns>
    public StepOutcome MakeRoom<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ref ObjectRef batch = ref m.Register(Filling);
        if (batch.IsNull)
        {
            if (_batchesLeft == 0)
            {
                return StepOutcome.Done;
            }

            batch = m.New(_batch, 0);
            return batch.IsNull ? StepOutcome.Suspended : StepOutcome.Stepped;
        }

        return _filled < _objects ? StepOutcome.Stepped : HandOver(ref m, ref batch);
    }

    /// <summary>Producer: puts a held object where there is room, and drops it.</summary>
    public void Add<TMutator>(ref TMutator m, ObjectRef o)
        where TMutator : struct, IMutator
    {
        m.Store(m.Register(Filling), _filled++, o);
        m.Drop(o);
    }

    /// <summary>Consumer: takes the oldest batch and drops it, which frees it unless somebody holds a part.</summary>
    /// <returns>Stepped: done; Partial: another is at it; Waiting: it is empty; Done: there will be no more.</returns>
    public StepOutcome Consume<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (!TryLock(ref m))
        {
            return StepOutcome.Partial;
        }

        ref int taken = ref m.SharedFlag(Taken);
        bool isOver = taken == _batches;
        int length = m.SharedFlag(Put) - taken;
        ObjectRef batch = default;
        if (length != 0)
        {
            batch = m.TakeShared(taken % _bound);
            taken++;
        }

        Unlock(ref m);
        if (batch.IsNull)
        {
            return isOver ? EndWait(StepOutcome.Done) : Wait();
        }

        Pass(length);
        m.Drop(batch);
        _consumed++;
        return StepOutcome.Stepped;
    }

    /// <summary>For <see cref="Quantities"/>.</summary>
    public readonly ulong[] MeasuredPart() => [_touches, _lengths, _longest, _waits, _waitTicks];

    /// <summary>The queue's length with the batch that is put or taken, and the waits of both sides: how often, and how long in all, ns of the host's
    /// time.</summary>
    public static IReadOnlyDictionary<string, double> Quantities(IReadOnlyList<ulong[]> parts)
    {
        double touches = parts.Sum(p => (double)p[0]);
        return new Dictionary<string, double>
        {
            ["queue_mean_batches"] = parts.Sum(p => (double)p[1]) / touches,
            ["queue_max_batches"] = parts.Max(p => p[2]),
            ["producer_waits"] = Sum(parts.Take(parts.Count / 2), 3),
            ["producer_wait_ns"] = Sum(parts.Take(parts.Count / 2), 4) * 1e9 / Stopwatch.Frequency,
            ["consumer_waits"] = Sum(parts.Skip(parts.Count / 2), 3),
            ["consumer_wait_ns"] = Sum(parts.Skip(parts.Count / 2), 4) * 1e9 / Stopwatch.Frequency,
        };
    }

    private StepOutcome HandOver<TMutator>(ref TMutator m, ref ObjectRef batch)
        where TMutator : struct, IMutator
    {
        if (!_isPacked)
        {
            // Outside the lock, and once, however long the queue is full.
            StepOutcome packed = m.Pack(ref batch);
            if (packed != StepOutcome.Stepped)
            {
                return packed;
            }

            _isPacked = true;
        }

        StepOutcome outcome = Enqueue(ref m, batch);
        if (outcome != StepOutcome.Stepped)
        {
            return outcome;
        }

        batch = default;
        _isPacked = false;
        _filled = 0;
        _batchesLeft--;
        return StepOutcome.Partial;
    }

    /// <returns>Stepped: it is the queue's; Partial: another is at it; Waiting: it is full.</returns>
    private StepOutcome Enqueue<TMutator>(ref TMutator m, ObjectRef batch)
        where TMutator : struct, IMutator
    {
        if (!TryLock(ref m))
        {
            return StepOutcome.Partial;
        }

        ref int put = ref m.SharedFlag(Put);
        int length = put - m.SharedFlag(Taken);
        bool isFull = length == _bound;
        if (!isFull)
        {
            m.Publish(put % _bound, batch);
            put++;
        }

        Unlock(ref m);
        return isFull ? Wait() : Pass(length + 1);
    }

    private static double Sum(IEnumerable<ulong[]> parts, int column) => parts.Sum(p => (double)p[column]);

    private static bool TryLock<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => Interlocked.CompareExchange(ref m.SharedFlag(Lock), 1, 0) == 0;

    private static void Unlock<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => Volatile.Write(ref m.SharedFlag(Lock), 0);

    private StepOutcome Wait()
    {
        if (_waitingSince == 0)
        {
            _waitingSince = Stopwatch.GetTimestamp();
            _waits++;
        }

        return StepOutcome.Waiting;
    }

    private StepOutcome Pass(int length)
    {
        _touches++;
        _lengths += (ulong)length;
        _longest = Math.Max(_longest, (ulong)length);
        return EndWait(StepOutcome.Stepped);
    }

    private StepOutcome EndWait(StepOutcome outcome)
    {
        if (_waitingSince != 0)
        {
            _waitTicks += (ulong)(Stopwatch.GetTimestamp() - _waitingSince);
            _waitingSince = 0;
        }

        return outcome;
    }
}
