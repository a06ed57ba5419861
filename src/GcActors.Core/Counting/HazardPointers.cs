using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>What mutators have announced that they look at (<see cref="HazardSlots"/>): the first of each one's words.</summary>
internal readonly unsafe struct HazardPointers(CountSpace space)
{
    /// <summary>Cells that are announced now. What has left its last slot before, and is not among them, nobody will look at any more.</summary>
    /// <param name="named">Room for one a mutator.</param>
    /// <returns>How many.</returns>
    public int Read<TMemory>(uint* named)
        where TMemory : struct, IMemoryAccess
    {
        // The compare-and-swap or decrement that killed the object was a full fence: each read below comes after it.
        int count = 0;
        for (int m = 0; m < space.Mutators; m++)
        {
            uint cell = (uint)TMemory.Read(ref *space.Own(m));
            if (cell != 0)
            {
                named[count++] = cell;
            }
        }

        return count;
    }
}
