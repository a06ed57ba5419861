using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// A server's threads come and go and leave their objects to their successors [Larson, Krishnan, ISMM 1998] (workloads.md 6.1).
/// <code>
/// set-up, stream 0: for each m in order fill table A_m with leaves of min + below(max − min) bytes
/// epoch e: mutator m works on table (m + e) mod M, rounds·slots steps:
///          v = below(slots); o = new(0, min + below(max − min)); A[v] = o; drop o
/// between epochs all mutators meet
/// </code>
/// Mutator m fills A_m, so that nothing is foreign before the first exchange. Its table is the only one that it refers to; at an exchange they lie in the root
/// slots that all see. A leaf's tag holds its maker and its size, for the check value; it lies
/// behind the count that the store is about to write.
/// </summary>
internal struct Larson : IWorkload<Larson>
{
    private const int Exchange = 0;
    private const int LeavesPerCall = 32;
    private const int Table = 0;

    /// <summary>In a tag: the size below, the maker above.</summary>
    private const int MakerShift = 32;

    private SplitMix64 _random;
    private SplitMix64 _setUpRandom;
    private WorkRounds _work;
    private Meeting _meeting;
    private long _i;
    private long _stepsInEpoch;
    private long _foreign;
    private int _slots;
    private int _min;
    private int _filled;
    private int _epoch;
    private int _epochs;
    private ushort[] _shapes;

    public static WorkloadDescription Description { get; } = new(
        "larson",
        "Random replacement in tables that change mutators: freed by another than the maker",
        "Larson, Krishnan 1998; mimalloc-bench larson; workloads.md 6.1",
        [
            new("slots", 1000, 100, 10, 100_000, "Leaves in a table"),
            new("min", 8, 8, 8, 32_767, "Least payload bytes of a leaf"),
            new("max", 1000, 1000, 9, 32_768, "Payload bytes that no leaf reaches"),
            new("rounds", 10, 2, 1, 10_000, "Steps of an epoch, in times the slots"),
            new("epochs", 4, 3, 1, 10_000, "Epochs; between two of them each table goes to another mutator"),
            CommonParameters.Work,
        ]);

    public static string? Objection(WorkloadParameters parameters) => parameters["max"] > parameters["min"]
        ? null
        : $"workload.max: {parameters["max"]} is not above min, {parameters["min"]}";

    /// <summary>A table and all in it is one mutator's for an epoch, and the meeting hands it over.</summary>
    public static Sharing SharingOf(WorkloadParameters parameters) =>
        parameters.Mutators > 1 && parameters["epochs"] > 1 ? Sharing.Moved : Sharing.None;

    public static bool SharesByMessage(WorkloadParameters parameters) => true;

    public static long RegisterCount(WorkloadParameters parameters) => 1;

    public static long SharedRootCount(WorkloadParameters parameters) => parameters.Mutators;

    public static Larson Create(in WorkloadContext context)
    {
        var larson = new Larson
        {
            _random = CommonParameters.Stream(context),
            _setUpRandom = SplitMix64.Stream(context.Seed, 0),
            _meeting = new Meeting(Exchange),
            _slots = context.Parameters.AsInt32("slots"),
            _stepsInEpoch = context.Parameters["rounds"] * context.Parameters["slots"],
            _min = context.Parameters.AsInt32("min"),
            _epochs = context.Parameters.AsInt32("epochs"),
            _work = CommonParameters.WorkOf(context),
            _shapes = new ushort[context.Parameters.AsInt32("max") - context.Parameters.AsInt32("min")],
        };

        // The mutators before this one have drawn for their tables.
        larson._setUpRandom.Skip((ulong)context.Mutator * (ulong)larson._slots);
        return larson;
    }

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ref ObjectRef table = ref m.Register(Table);
        if (table.IsNull)
        {
            for (int i = 0; i < _shapes.Length; i++)
            {
                _shapes[i] = m.ShapeOf(0, _min + i);
            }

            if (!Slots.TryFill(ref m, ref table, m.ShapeOf(_slots, 0)))
            {
                return StepOutcome.Suspended;
            }
        }

        for (int end = Math.Min(_slots, _filled + LeavesPerCall); _filled < end; _filled++)
        {
            SplitMix64 before = _setUpRandom;
            if (!Replace(ref m, table, _filled, (int)_setUpRandom.Below((ulong)_shapes.Length)))
            {
                _setUpRandom = before;
                return StepOutcome.Suspended;
            }
        }

        return _filled < _slots ? StepOutcome.Partial : StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_i == _stepsInEpoch)
        {
            return NextEpoch(ref m);
        }

        ObjectRef table = m.Register(Table);
        SplitMix64 before = _random;
        int v = (int)_random.Below((ulong)_slots);
        if (!Replace(ref m, table, v, (int)_random.Below((ulong)_shapes.Length)))
        {
            _random = before;
            return StepOutcome.Suspended;
        }

        _i++;
        _work.Run();
        return StepOutcome.Stepped;
    }

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ulong bytes = 0;
        ObjectRef table = m.Register(Table);
        for (int i = 0; i < _slots; i++)
        {
            bytes += (uint)m.Tag(m.Peek(table, i));
        }

        return [bytes, (ulong)_foreign];
    }

    /// <summary>Model bytes of the leaves held; leaves freed by another than their maker.</summary>
    public static string Check(WorkloadParameters parameters, ulong[] sums) => $"{sums[0]} B, {sums[1]} foreign";

    private bool Replace<TMutator>(ref TMutator m, ObjectRef table, int slot, int size)
        where TMutator : struct, IMutator
    {
        ObjectRef o = m.New(_shapes[size], ((ulong)m.Index << MakerShift) | (uint)(_min + size));
        if (o.IsNull)
        {
            return false;
        }

        ObjectRef old = m.Peek(table, slot);
        _foreign += old.IsNull || (int)(m.Tag(old) >> MakerShift) == m.Index ? 0 : 1;
        m.Store(table, slot, o);
        m.Drop(o);
        return true;
    }

    private StepOutcome NextEpoch<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_epoch == _epochs - 1)
        {
            return StepOutcome.Done;
        }

        ref ObjectRef table = ref m.Register(Table);
        if (!table.IsNull)
        {
            StepOutcome packed = m.Pack(ref table);
            if (packed != StepOutcome.Stepped)
            {
                return packed;
            }

            m.Publish((m.Index + _epoch) % m.Mutators, table);
            table = default;
        }

        if (!_meeting.IsOver(ref m))
        {
            return StepOutcome.Waiting;
        }

        _epoch++;
        _i = 0;
        table = m.TakeShared((m.Index + _epoch) % m.Mutators);
        return StepOutcome.Partial;
    }
}
