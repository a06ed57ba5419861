using System.Numerics;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting.Twins;

/// <summary>Folds a mutator's operations, and the names of the objects that they are done to, into one number. Objects are named by who made them and as which of
/// its own, so that cells may differ; a drop's outcome is part of it. Not timed.</summary>
internal unsafe struct SequenceHash : ICountWatcher<SequenceHash>
{
    /// <summary>The sum over the mutators of a trial is exact in a double.</summary>
    private const int ReportedBits = 44;

    private const int MutatorShift = 40;
    private const ulong Odd = 0x9E3779B97F4A7C15;

    private readonly TwinMemory _twins;
    private readonly ulong _mutator;
    private ulong _made;
    private ulong _hash;

    private SequenceHash(TwinMemory twins, int mutator)
    {
        _twins = twins;
        _mutator = (ulong)mutator + 1;
    }

    private enum Operation : ulong
    {
        Made = 1,
        Incremented,
        Dropped,
        Killed,
    }

    public static bool SlowsMemory => false;

    public static SequenceHash Create(in CountSpace space, int mutator) => new(space.Twins, mutator);

    public readonly void Joined()
    {
    }

    public void Made(ObjectHeader* o)
    {
        _twins.Touches.NameOf(o) = (_mutator << MutatorShift) + ++_made;
        Fold(Operation.Made, o);
    }

    public readonly ObjectHeader* Before(ObjectHeader* o) => o;

    public void Incremented(ObjectHeader* o) => Fold(Operation.Incremented, o);

    public void Dropped(ObjectHeader* o, bool dies) => Fold(dies ? Operation.Killed : Operation.Dropped, o);

    public readonly void Used(ObjectHeader* container, ref uint slot, bool writes)
    {
    }

    public readonly void AddTo(IDictionary<string, double> report) => report["sequence_hash"] = _hash >> (64 - ReportedBits);

    private void Fold(Operation operation, ObjectHeader* o) =>
        _hash = BitOperations.RotateLeft(_hash ^ (_twins.Touches.NameOf(o) * Odd), 23) * Odd + (ulong)operation;
}
