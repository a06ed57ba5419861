using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// How one mutator keeps reference counts right between mutators: the operations of counting-strategies.md section 1. It knows the count area of an object
/// and the slot it is loaded from or stored to, nothing of allocation, kinds or collection. A struct in a type parameter; called at every counted operation.
/// </summary>
/// <remarks>Admission rule: an operation belongs here if some strategy must see it at the moment it happens. What a stopped world asks is answered here for a count of
/// 32 bits in the first word, and by the strategies whose count area is another.</remarks>
public unsafe interface IRefCounter<TSelf>
    where TSelf : struct, IRefCounter<TSelf>
{
    static abstract CounterTraits Traits { get; }

    /// <summary>Whether <see cref="ObjectHeader.Spare"/> of a dead object is free to link lists: nobody reads it as a count. Constant.</summary>
    static abstract bool HasSpareWord { get; }

    /// <summary>The counter of one mutator (0-based).</summary>
    static abstract TSelf Create(in CountSpace space, int mutator);

    /// <summary>Canonical increments that this counter did not have to apply so far; where locals are not counted
    /// (<see cref="CounterTraits.SnapshotsLocals"/>), minus those that it did note: all others are elided.</summary>
    long ElidedIncrements { get; }

    /// <summary>The same for decrements.</summary>
    long ElidedDecrements { get; }

    /// <summary>Starts the count area of a new object: one reference, in a local.</summary>
    void Alloc(ObjectHeader* o);

    /// <summary>A second reference from one already held.</summary>
    void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess;

    /// <summary>Gives up a held reference.</summary>
    CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess;

    /// <summary>Reads a slot into a local, counted; 0 for null. The dangerous one where others may write the slot.</summary>
    /// <param name="heapBase">First byte of the heap.</param>
    /// <param name="container">The object that the slot belongs to, or null for a root slot.</param>
    /// <param name="slot">The slot.</param>
    uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess;

    /// <summary>Moves a held reference (or null) into a slot and takes the old one out, which the caller holds from then on.</summary>
    uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess;

    /// <summary>Gives up a reference that lay in a field of a dead object.</summary>
    CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess;

    /// <summary>This mutator begins to work: others may count on finding it at its boundaries.</summary>
    void Join<TMemory>()
        where TMemory : struct, IMemoryAccess;

    /// <summary>This mutator has come to the end of its work while others may go on. Asked again, after its queue was emptied, as long as false.</summary>
    bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess;

    /// <summary>At a boundary, or for a mutator of a stopped world: looks through what others queued for this mutator, up to the next object that is dead,
    /// which the caller must kill. 0: the queue is empty.</summary>
    uint TakeQueuedDead<TMemory>()
        where TMemory : struct, IMemoryAccess;

    /// <summary>Adds what only this strategy counts to a report, by name with the unit last.</summary>
    void AddTo(IDictionary<string, double> report);

    /// <summary>The references that the counts of a stopped, drained heap show for an object.</summary>
    static virtual int ReadCount(ObjectHeader* o) => CountArea.References(o->Count);

    /// <summary>What the count area of an object of a stopped, drained heap, or what is kept of it beside the heap, says that contradicts itself, as the rest of a
    /// sentence about the object; null: nothing.</summary>
    static virtual string? FaultOf(in CountSpace space, ObjectHeader* o) => null;

    /// <summary>Whether the count of an object of a stopped, drained heap has reached a maximum at which it stays, and says nothing any more.</summary>
    static virtual bool IsStuck(ObjectHeader* o) => false;

    /// <summary>Whether a list of a stopped heap that is still to be looked through (<see cref="CounterTraits.ReconcilesAtStops"/>) names an object, so that its
    /// death is decided there.</summary>
    static virtual bool IsListed(ObjectHeader* o) => false;

    /// <summary>Takes an object off such a list, and says whether it is dead.</summary>
    static virtual CountChange TakeOffList(ObjectHeader* o) => CountChange.Alive;

    /// <summary>Adds references that mutators hold to the count of an object of a stopped world, if they were not counted as they came
    /// (<see cref="CounterTraits.DefersSome"/>); a negative number takes them back.</summary>
    static virtual void CountHeld(ObjectHeader* o, int references)
    {
    }

    /// <summary>Whether an object of a stopped world without a reference is not dying, but left to a collection (<see cref="CounterTraits.DefersSome"/>).</summary>
    static virtual bool AwaitsCollection(ObjectHeader* o) => false;

    /// <summary>Whether the count area of an object of a stopped, drained heap says that only one mutator can reach it.</summary>
    static virtual bool IsPrivate(ObjectHeader* o) => TSelf.Traits.CopiesMessages;

    /// <summary>Whether the object is immortal: an external root for every collector.</summary>
    static virtual bool IsImmortal(ObjectHeader* o) => CountArea.IsImmortal(o->Count);

    /// <summary>Makes a count immortal or pinned; only before the object is shared.</summary>
    static virtual void Pin(ObjectHeader* o, bool immortal) => PlainCount.Pin(o, immortal);

    /// <summary>The same where counts do not lie in the objects: for the mutator that made it.</summary>
    static virtual void Pin(in CountSpace space, int mutator, ObjectHeader* o, bool immortal) => TSelf.Pin(o, immortal);

    /// <summary>As <see cref="Unpin(ObjectHeader*)"/>, where counts do not lie in the objects: for the mutator that drops it.</summary>
    static virtual void Unpin(in CountSpace space, int mutator, ObjectHeader* o) => TSelf.Unpin(o);

    /// <summary>Takes a pin or immortality off an object of which the caller holds the only reference; does nothing to any other.</summary>
    static virtual void Unpin(ObjectHeader* o) => PlainCount.Unpin(o);

    /// <summary>Gives up a reference in a stopped world, for the collector.</summary>
    static virtual CountChange DropStopped(ObjectHeader* o) => PlainCount.DropStopped(o);

    /// <summary>Sets the count of a stopped object to what a trace found; a pin stays, an immortal count is left alone.</summary>
    static virtual void Rebuild(ObjectHeader* o, int references) => PlainCount.Rebuild(o, references);
}
