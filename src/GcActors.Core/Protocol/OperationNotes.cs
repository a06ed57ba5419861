using System.Diagnostics;
using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>
/// The last operations of one mutator's run. To be read before the trial goes on: they lie in the mutator's ring still. What others do for it (a refcount actor, a
/// collection) is not in it.
/// </summary>
public sealed unsafe class OperationNotes
{
    /// <summary>Stretches that <see cref="Stretches"/> has at most: a span with more events than 128 would lose some in the official exporter.</summary>
    public const int MostStretches = 100;

    private readonly OperationRing* _ring;
    private readonly bool _hasTimes;

    internal OperationNotes(int mutator, OperationRing* ring, bool hasTimes)
    {
        Mutator = mutator;
        _ring = ring;
        _hasTimes = hasTimes;
    }

    /// <summary>What an operation can be, as it is written.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["alloc", "increment", "drop", "last-drop"];

    /// <summary>0-based.</summary>
    public int Mutator { get; }

    /// <summary>Operations of the run.</summary>
    public long Noted => (long)_ring->Noted;

    /// <summary>How many of them are kept.</summary>
    public long Kept => (long)_ring->Kept;

    /// <summary>Those that are kept, in order.</summary>
    public IEnumerable<NotedOperation> Last
    {
        get
        {
            for (long number = Noted - Kept; number < Noted; number++)
            {
                yield return At(number);
            }
        }
    }

    /// <summary>What is kept, in stretches of equal numbers of operations; the oldest begins where a time stamp is.</summary>
    public IReadOnlyList<OperationStretch> Stretches()
    {
        long first = (Noted - Kept + OperationRing.Stride - 1) / OperationRing.Stride * OperationRing.Stride;
        long strides = (Noted - first + OperationRing.Stride - 1) / OperationRing.Stride;
        long length = Math.Max(1, (strides + MostStretches - 1) / MostStretches) * OperationRing.Stride;
        var stretches = new List<OperationStretch>();
        for (long from = first; from < Noted; from += length)
        {
            var counts = new long[Kinds.Count];
            for (long number = from; number < Math.Min(from + length, Noted); number++)
            {
                counts[(int)_ring->At((ulong)number).Kind]++;
            }

            stretches.Add(new OperationStretch(NsAt(from), counts));
        }

        return stretches;
    }

    private NotedOperation At(long number)
    {
        (NotedKind kind, uint granule) = _ring->At((ulong)number);
        bool isStamped = number % OperationRing.Stride == 0;
        return new NotedOperation(number, isStamped ? NsAt(number) : null, Kinds[(int)kind], granule);
    }

    private long? NsAt(long number) =>
        _hasTimes ? (long)((Int128)_ring->StampAt((ulong)number) * 1_000_000_000 / Stopwatch.Frequency) : null;
}

/// <summary>One operation.</summary>
/// <param name="Number">In the mutator's run, from 0.</param>
/// <param name="AtNs">On the runtime's clock; null: it is not one of those that have a stamp, or time is virtual.</param>
/// <param name="Kind">One of <see cref="OperationNotes.Kinds"/>.</param>
/// <param name="Granule">The object, by its place in the heap in granules of 16 bytes. Dead objects' places are used again.</param>
public readonly record struct NotedOperation(long Number, long? AtNs, string Kind, long Granule);

/// <summary>Operations in a row.</summary>
/// <param name="FromNs">When the first of them began; null: time is virtual.</param>
/// <param name="Counts">How many of each of <see cref="OperationNotes.Kinds"/>.</param>
public sealed record OperationStretch(long? FromNs, IReadOnlyList<long> Counts);
