using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// A list of objects for each mutator, which the others push and it takes. It is linked through <see cref="CountSpace.Links"/> and needs no memory.
/// Pushing is lock-free; only whole lists are taken, so no entry can come back unseen (ABA). A mutator that has left closes its list: whoever finds it closed
/// acts for the owner, under a lock that opening takes too.
/// </summary>
/// <param name="space">The strategy's words; a mutator's block begins with the head of its list and the lock.</param>
internal readonly unsafe struct OwnerQueues(CountSpace space)
{
    /// <summary>No cell has this number: objects have two granules at least.</summary>
    private const int Closed = -1;

    private const int Lock = 1;

    /// <returns>False: the list is closed.</returns>
    public bool TryPush<TMemory>(int owner, uint cell)
        where TMemory : struct, IMemoryAccess
    {
        int first = TMemory.Read(ref HeadOf(owner));
        while (first != Closed)
        {
            TMemory.Write(ref space.Links[cell], (uint)first);
            int seen = TMemory.CompareExchange(ref HeadOf(owner), (int)cell, first);
            if (seen == first)
            {
                return true;
            }

            first = seen;
        }

        return false;
    }

    /// <summary>Takes the whole list, newest first; only its owner does, or who acts for him in a stopped world.</summary>
    /// <returns>The first entry; 0: none.</returns>
    public uint TakeAll<TMemory>(int owner)
        where TMemory : struct, IMemoryAccess =>
        TMemory.Read(ref HeadOf(owner)) is 0 or Closed ? 0 : (uint)TMemory.Exchange(ref HeadOf(owner), 0);

    /// <summary>The entry behind one that was taken; 0: it was the last.</summary>
    public uint After<TMemory>(uint cell)
        where TMemory : struct, IMemoryAccess => TMemory.Read(ref space.Links[cell]);

    /// <summary>Lets others push again. Nobody acts for the owner from here on.</summary>
    public void Open<TMemory>(int owner)
        where TMemory : struct, IMemoryAccess
    {
        Enter<TMemory>(owner);
        TMemory.Write(ref HeadOf(owner), 0);
        Leave<TMemory>(owner);
    }

    /// <summary>Closes a list that is empty.</summary>
    public bool TryClose<TMemory>(int owner)
        where TMemory : struct, IMemoryAccess => TMemory.CompareExchange(ref HeadOf(owner), Closed, 0) == 0;

    /// <summary>Under the lock: whether the owner is still away.</summary>
    public bool IsClosed<TMemory>(int owner)
        where TMemory : struct, IMemoryAccess => TMemory.Read(ref HeadOf(owner)) == Closed;

    /// <summary>Takes the lock under which others act for an owner that has left.</summary>
    public void Enter<TMemory>(int owner)
        where TMemory : struct, IMemoryAccess
    {
        while (TMemory.CompareExchange(ref LockOf(owner), 1, 0) != 0)
        {
            TMemory.Await(ref LockOf(owner), 0);
        }
    }

    public void Leave<TMemory>(int owner)
        where TMemory : struct, IMemoryAccess => TMemory.Write(ref LockOf(owner), 0);

    private ref int HeadOf(int owner) => ref *space.Own(owner);

    private ref int LockOf(int owner) => ref space.Own(owner)[Lock];
}
