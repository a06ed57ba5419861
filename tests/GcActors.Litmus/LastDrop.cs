using System.Runtime.CompilerServices;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Litmus;

/// <summary>Each mutator makes objects, keeps a reference and gives another to its neighbour at once; both count on the object and drop it, and either may be
/// last. The object holds a child, which must die with it and once.</summary>
internal struct LastDrop : ILitmusPattern<LastDrop>
{
    private const int Objects = 50_000;
    private const int Slots = 8;

    private Draws _draws;
    private int _mine;
    private int _neighbour;
    private int _made;
    private int _taken;

    public static string Name => "last-drop";

    public static Sharing Needs => Sharing.Counted;

    public static LastDrop Create(int mutator, int mutators, ulong seed) => new()
    {
        _draws = new Draws(seed),
        _mine = mutator * Slots,
        _neighbour = (mutator + 1) % mutators * Slots,
    };

    public readonly StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => StepOutcome.Done;

    public StepOutcome Step<TMutator>(ref TMutator m, Watch watch)
        where TMutator : struct, IMutator
    {
        if (_made == Objects && _taken == Objects)
        {
            return StepOutcome.Done;
        }

        StepOutcome outcome = _made < Objects ? Give(ref m, watch) : StepOutcome.Waiting;
        return outcome != StepOutcome.Suspended && _taken < Objects && Take(ref m, watch) ? StepOutcome.Stepped : outcome;
    }

    public readonly void TearDown<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
    }

    private StepOutcome Give<TMutator>(ref TMutator m, Watch watch)
        where TMutator : struct, IMutator
    {
        int slot = _neighbour + _made % Slots;
        if (Cell(ref m, slot) != 0)
        {
            return StepOutcome.Waiting;
        }

        ObjectRef o = m.New(m.ShapeOf(1, 8), 0);
        if (o.IsNull)
        {
            return StepOutcome.Suspended;
        }

        Watch.Stamp(ref m, o);
        ObjectRef child = m.New(m.ShapeOf(0, 8), 0);
        if (child.IsNull)
        {
            m.Drop(o);
            return StepOutcome.Suspended;
        }

        m.Store(o, 0, child);
        m.Drop(child);
        m.Copy(o);
        m.Publish(slot, o);
        _made++;
        UseAndDrop(ref m, o, watch);
        return StepOutcome.Stepped;
    }

    private bool Take<TMutator>(ref TMutator m, Watch watch)
        where TMutator : struct, IMutator
    {
        int slot = _mine + _taken % Slots;
        if (Cell(ref m, slot) == 0)
        {
            return false;
        }

        _taken++;
        UseAndDrop(ref m, m.TakeShared(slot), watch);
        return true;
    }

    private void UseAndDrop<TMutator>(ref TMutator m, ObjectRef o, Watch watch)
        where TMutator : struct, IMutator
    {
        m.Touch(o, _draws.Below(4));
        if (watch.IsAlive(ref m, o, "used"))
        {
            m.Drop(o);
        }
    }

    /// <summary>What a slot holds that the other side writes.</summary>
    private static uint Cell<TMutator>(ref TMutator m, int slot)
        where TMutator : struct, IMutator => Volatile.Read(ref Unsafe.As<ObjectRef, uint>(ref Unsafe.AsRef(in m.SharedRoot(slot))));
}
