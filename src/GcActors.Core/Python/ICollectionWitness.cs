using GcActors.Core.Collection;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>
/// Somebody who is told of each step of collections (cpython-memory.md 7), and of births and deaths (<see cref="WitnessedMemory{TMemory}"/>). It may
/// read everything and must change nothing. A stopped world tells from <see cref="Exempted"/> to <see cref="WeakRefCleared"/>, the program the rest;
/// never both at once.
/// </summary>
internal interface ICollectionWitness : ISplitWitness
{
    /// <summary>A collection begins; its counters stand as they triggered it.</summary>
    void Begun(int generation, bool isAutomatic);

    /// <summary>An immortal object has left the region for the permanent generation (step A).</summary>
    void Exempted(uint cell);

    /// <summary>The region fell into two (step C, H).</summary>
    void Split(in ChunkList survivors, in ChunkList garbage);

    /// <summary>A survivor holds nothing that can be in a cycle and is left alone from now on (step D).</summary>
    void Untracked(uint cell);

    /// <summary>An unreachable object has an old-style destructor, or hangs on one (step E).</summary>
    void SetApart(uint cell);

    /// <summary>A weak reference is about to forget its target; its callback is called, or never will be (step F).</summary>
    void WeakRefCleared(uint weakRef, uint target, bool isCallbackDue);

    void CallbackCalled(uint weakRef);

    void FinalizerCalled(uint cell);

    /// <summary><c>tp_clear</c> is about to run (step I).</summary>
    void Clearing(uint cell);

    /// <summary>Appended to <c>gc.garbage</c>.</summary>
    void Saved(uint cell);

    /// <summary>Found unreachable, and still alive after its turn.</summary>
    void Outlived(uint cell);

    void Ended(long collected, long uncollectable);

    /// <summary>An object is about to be made.</summary>
    void Made(uint cell);

    /// <summary>The last reference was given up.</summary>
    void Died(uint cell);

    /// <summary>A dying object is whole again while its finalizer runs.</summary>
    void Revived(uint cell);
}
