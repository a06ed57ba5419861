using GcActors.Core.Objects;

namespace GcActors.Core.Mutators;

/// <summary>
/// What a mutator offers to an object model that does its own dying (<c>GcActors.Core.Python</c>): cells, counts and tracking one by one, without the
/// cascades of <see cref="IMutator.Drop"/>. A struct in a type parameter, so each strategy and allocator has straight code.
/// </summary>
internal unsafe interface IObjectMemory
{
    /// <summary>The heap that cells are granules of.</summary>
    Heap Heap { get; }

    /// <summary>A cell with undefined contents; 0: memory is needed, answer <see cref="StepOutcome.Suspended"/> and repeat.</summary>
    uint TakeCell(uint cellBytes);

    /// <summary>Gives a cell back; if it is tracked, its place becomes a tombstone.</summary>
    void ReturnCell(uint cell, uint cellBytes);

    /// <summary>Makes a cell an object of a shape, untracked, fields null, with one reference held by the caller.</summary>
    void InitialiseObject(uint cell, ushort shape);

    /// <summary>An object ends: it is counted as freed. Its cell stays the caller's.</summary>
    void EndObject();

    /// <summary>Makes a cell memory without references that no count is kept of.</summary>
    void InitialiseStorage(uint cell, ushort shape);

    /// <summary>+1.</summary>
    void Increment(uint cell);

    /// <summary>−1. True: that was the last reference, and the caller must see to the object's death.</summary>
    bool Decrement(uint cell);

    /// <summary>The references that the count stands for.</summary>
    int References(uint cell);

    /// <summary>Whether the count is immortal (PEP 683).</summary>
    bool IsImmortal(uint cell);

    /// <summary>Writes the immortal count; the references that exist are counted no more.</summary>
    void MakeImmortal(uint cell);

    /// <summary>A dying object gets one reference back for the time in which its finalizer runs.</summary>
    void Revive(uint cell);

    /// <summary>Appends an object to the end of generation 0.</summary>
    void Track(uint cell);

    /// <summary>Takes an object out of its generation, whichever that is.</summary>
    void Untrack(uint cell);

    /// <summary>Hands the youngest generation over; it is empty afterwards. Only for the one mutator of a heap.</summary>
    ChunkList TakeYoung();

    /// <summary>The youngest generation as it stands.</summary>
    ChunkList PeekYoung();

    /// <summary>The next suspension waits for a collection that the program has ordered.</summary>
    void AwaitCollection();
}
