using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// Objects of which a load of this mutator gave the last reference back: it had counted what a slot did not hold any more, and meanwhile all who knew the object
/// dropped it (<see cref="TypeStableSlots"/>). A load kills nobody, so they wait in a list for the next boundary, or for a stop.
/// </summary>
/// <remarks>Only the mutator pushes and takes, or who acts for it in a stopped world, which is why the list lies in the strategy's words.</remarks>
/// <param name="space">The strategy's words.</param>
/// <param name="mutator">Whose.</param>
internal readonly unsafe struct StrayDeaths(in CountSpace space, int mutator)
{
    /// <summary>Behind the words of <see cref="OwnerQueues"/>.</summary>
    private const int Head = 2;

    private readonly int* _head = space.Own(mutator) + Head;
    private readonly uint* _links = space.Links;

    public bool IsEmpty<TMemory>()
        where TMemory : struct, IMemoryAccess => TMemory.Read(ref *_head) == 0;

    public void Add<TMemory>(uint cell)
        where TMemory : struct, IMemoryAccess
    {
        TMemory.Write(ref _links[cell], (uint)TMemory.Read(ref *_head));
        TMemory.Write(ref *_head, (int)cell);
    }

    /// <summary>The one that came last; 0: there is none.</summary>
    public uint Take<TMemory>()
        where TMemory : struct, IMemoryAccess
    {
        var cell = (uint)TMemory.Read(ref *_head);
        if (cell != 0)
        {
            TMemory.Write(ref *_head, (int)TMemory.Read(ref _links[cell]));
        }

        return cell;
    }
}
