using System.Runtime.CompilerServices;

namespace GcActors.Core.Objects;

/// <summary>
/// Words beside the heap that a counting strategy keeps: some that all mutators share, a block for each mutator, and one for each granule of the heap.
/// All zero at first. In a trial they lie in padded memory (<see cref="CountMemory"/>), in an exploration among the explored words.
/// </summary>
/// <param name="heapBase">First byte of the heap.</param>
/// <param name="links">A word a granule: lists of objects whose count area has no room for a link.</param>
/// <param name="shared">Shared words.</param>
/// <param name="sharedCount">How many; a power of two.</param>
/// <param name="sharedStride">Words from one to the next: two cache lines apart, where threads are real.</param>
/// <param name="own">Blocks of the mutators.</param>
/// <param name="ownCount">Words of a block.</param>
/// <param name="mutators">How many mutators.</param>
/// <param name="locks">Locks of .NET's; an exploration has none.</param>
/// <param name="logs">A <see cref="CountLog"/> for each mutator.</param>
/// <param name="shapes">Where the references of an object lie, by its shape.</param>
/// <param name="ledgers">A <see cref="CountLedger"/> for each mutator; null: an exploration, which has none.</param>
/// <param name="rings">An <see cref="OperationRing"/> for each mutator; null: operations are not noted.</param>
/// <param name="twins">What twins of the trial have; null: it is none.</param>
/// <param name="sharing">Who made and who counts on which object; null: there is no census.</param>
public readonly unsafe struct CountSpace(
    byte* heapBase,
    uint* links,
    int* shared,
    int sharedCount,
    int sharedStride,
    int* own,
    int ownCount,
    int mutators,
    RuntimeLocks? locks = null,
    void* logs = null,
    Shape* shapes = null,
    void* ledgers = null,
    void* rings = null,
    TwinMemory? twins = null,
    SharingBook? sharing = null)
{
    public byte* HeapBase => heapBase;

    public uint* Links => links;

    /// <summary>Shared words, a power of two.</summary>
    public int SharedCount => sharedCount;

    /// <summary>Words in the block of a mutator.</summary>
    public int OwnCount => ownCount;

    public int Mutators => mutators;

    public RuntimeLocks? Locks => locks;

    public Shape* Shapes => shapes;

    /// <summary>What twins of the trial have.</summary>
    public TwinMemory Twins => twins ?? throw new InvalidOperationException("a twin was made in a trial that has no tape");

    /// <summary>Who made and who counts on which object.</summary>
    internal SharingBook Sharing => sharing ?? throw new InvalidOperationException("a census was begun in a trial that takes none");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int* Shared(int index) => shared + index * sharedStride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int* Own(int mutator) => own + mutator * ownCount;

    /// <summary>What a mutator notes for the refcount actors.</summary>
    internal CountLog* Log(int mutator) => (CountLog*)logs + mutator;

    /// <summary>Where a mutator's operations are noted.</summary>
    internal OperationRing* Ring(int mutator) => (OperationRing*)rings + mutator * OperationRings.Stride;

    /// <summary>What a mutator knows under message counts; null: there are no ledgers.</summary>
    internal CountLedger* Ledger(int mutator) => ledgers == null ? null : (CountLedger*)ledgers + mutator;
}
