using GcActors.Core.Objects;

namespace GcActors.Core.Counting.Twins;

/// <summary>The hash of a mutator's operations and of the objects that they are done to; a drop's outcome is part of it. Not timed.</summary>
internal unsafe struct SequenceHash : ICountWatcher<SequenceHash>
{
    private readonly TwinMemory _twins;
    private readonly int _mutator;
    private ulong _made;
    private OperationHash _hash;

    private SequenceHash(TwinMemory twins, int mutator)
    {
        _twins = twins;
        _mutator = mutator;
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
        _twins.Touches.NameOf(o) = OperationHash.NameOf(_mutator, ++_made);
        Fold(Operation.Made, o);
    }

    public readonly ObjectHeader* Before(ObjectHeader* o) => o;

    public void Incremented(ObjectHeader* o) => Fold(Operation.Incremented, o);

    public void Dropped(ObjectHeader* o, bool dies) => Fold(dies ? Operation.Killed : Operation.Dropped, o);

    public readonly void Used(ObjectHeader* container, ref uint slot, bool writes)
    {
    }

    public readonly void AddTo(IDictionary<string, double> report) => report["sequence_hash"] = _hash.Reported;

    private void Fold(Operation operation, ObjectHeader* o) => _hash.Fold(_twins.Touches.NameOf(o), (ulong)operation);
}
