using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>Registers and shared root slots that a workload fills once, over suspensions.</summary>
internal static class Slots
{
    /// <summary>False: the allocation is suspended; call again. True: the slot holds an object, from now on or from an earlier call.</summary>
    public static bool TryFill<TMutator>(ref TMutator m, ref ObjectRef slot, ushort shape)
        where TMutator : struct, IMutator
    {
        if (slot.IsNull)
        {
            slot = m.New(shape, 0);
        }

        return !slot.IsNull;
    }

    /// <summary>The same for a shared root slot.</summary>
    public static bool TryFillShared<TMutator>(ref TMutator m, long index, ushort shape)
        where TMutator : struct, IMutator
    {
        if (m.SharedRoot(index).IsNull && m.New(shape, 0) is { IsNull: false } made)
        {
            m.Publish(index, made);
        }

        return !m.SharedRoot(index).IsNull;
    }
}
