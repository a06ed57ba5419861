using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Litmus;

/// <summary>Everybody loads from, stores over and clears the few slots of one table. A new object may refer to an old one, so that deaths cascade.</summary>
internal struct RacingSlots : ILitmusPattern<RacingSlots>
{
    private const int Slots = 4;
    private const int Steps = 100_000;
    private const int Table = 0;

    private Draws _draws;
    private bool _isFirst;
    private int _done;

    public static string Name => "racing-slots";

    public static Sharing Needs => Sharing.RacingSlots;

    public static RacingSlots Create(int mutator, int mutators, ulong seed) => new() { _draws = new Draws(seed), _isFirst = mutator == 0 };

    public readonly StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (!_isFirst)
        {
            return StepOutcome.Done;
        }

        ObjectRef table = m.New(m.ShapeOf(Slots, 8), 0);
        if (table.IsNull)
        {
            return StepOutcome.Suspended;
        }

        m.Publish(Table, table);
        return StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m, Watch watch)
        where TMutator : struct, IMutator
    {
        if (_done == Steps)
        {
            return StepOutcome.Done;
        }

        int slot = _draws.Below(Slots);
        StepOutcome outcome = _draws.Below(4) switch
        {
            0 => StoreNew(ref m, slot, watch),
            1 when _draws.Below(4) == 0 => Clear(ref m, slot),
            _ => LoadAndUse(ref m, slot, watch),
        };
        _done += outcome == StepOutcome.Stepped ? 1 : 0;
        return outcome;
    }

    public readonly void TearDown<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_isFirst)
        {
            m.Drop(m.TakeShared(Table));
        }
    }

    private static StepOutcome Clear<TMutator>(ref TMutator m, int slot)
        where TMutator : struct, IMutator
    {
        m.Store(m.SharedRoot(Table), slot, default);
        return StepOutcome.Stepped;
    }

    private StepOutcome StoreNew<TMutator>(ref TMutator m, int slot, Watch watch)
        where TMutator : struct, IMutator
    {
        ObjectRef o = m.New(m.ShapeOf(1, 8), 0);
        if (o.IsNull)
        {
            return StepOutcome.Suspended;
        }

        Watch.Stamp(ref m, o);
        ObjectRef old = _draws.Below(2) == 0 ? m.Load(m.SharedRoot(Table), _draws.Below(Slots)) : default;
        if (!old.IsNull && watch.IsAlive(ref m, old, "loaded"))
        {
            m.Store(o, 0, old);
            m.Drop(old);
        }

        m.Store(m.SharedRoot(Table), slot, o);
        m.Drop(o);
        return StepOutcome.Stepped;
    }

    private static StepOutcome LoadAndUse<TMutator>(ref TMutator m, int slot, Watch watch)
        where TMutator : struct, IMutator
    {
        ObjectRef o = m.Load(m.SharedRoot(Table), slot);
        if (!o.IsNull && watch.IsAlive(ref m, o, "loaded"))
        {
            m.Touch(o, 2);
            if (watch.IsAlive(ref m, o, "used"))
            {
                m.Drop(o);
            }
        }

        return StepOutcome.Stepped;
    }
}
