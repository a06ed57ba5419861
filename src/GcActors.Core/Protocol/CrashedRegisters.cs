using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>What a mutator held when it crashed.</summary>
internal static unsafe class CrashedRegisters
{
    /// <summary>Empties the registers without giving up what they held. Where a reference was counted as it came to lie in a register, the count stays too
    /// high.</summary>
    /// <returns>References lost, counted ones or not.</returns>
    public static long Lose<TCounter>(RootTable registers, Heap heap)
        where TCounter : struct, IRefCounter<TCounter>
    {
        long lost = 0;
        for (long i = 0; i < registers.Used; i++)
        {
            uint cell = registers.Slots[i];
            registers.Slots[i] = 0;
            lost += cell != 0 ? 1 : 0;
            if (cell != 0 && !TCounter.Traits.SnapshotsLocals && !TCounter.AwaitsCollection(heap.HeaderOf(cell)))
            {
                heap.Lost.Add(cell);
            }
        }

        return lost;
    }
}
