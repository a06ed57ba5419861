using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// A census of what a run counts on [BRC table 1: private and shared objects]: how many objects are counted on by another mutator than their maker, how many operations
/// go to them, and how many are the maker's. The hash tells two runs apart that do not do the same operations to the same objects, mutator by mutator.
/// </summary>
internal unsafe struct SharingNotes : ICountWatcher<SharingNotes>
{
    private const ulong Counted = 0;
    private const ulong Added = 1;

    private readonly SharingBook _book;
    private readonly int _mutator;
    private int _joins;
    private ulong _made;
    private OperationHash _hash;
    private long _operations;
    private long _makerOperations;
    private long _sharedObjects;
    private long _sharedOperations;

    private SharingNotes(SharingBook book, int mutator)
    {
        _book = book;
        _mutator = mutator;
    }

    /// <summary>A counter is made when its mutator has joined for set-up; it sees it join for the run, and for tear-down.</summary>
    private readonly bool IsRunning => _joins == 1;

    public static bool SlowsMemory => false;

    public static SharingNotes Create(in CountSpace space, int mutator) => new(space.Sharing, mutator);

    public void Joined() => _joins++;

    public void Made(ObjectHeader* o) => _book.Begin(_mutator, OperationHash.NameOf(_mutator, ++_made), o);

    /// <summary>Here, while a reference holds the object: behind a drop its cell may be another's.</summary>
    public ObjectHeader* Before(ObjectHeader* o)
    {
        if (IsRunning)
        {
            SharingChange change = _book.Count(_mutator, o);
            _operations++;
            _makerOperations += change.IsMaker ? 1 : 0;
            _sharedObjects += change.Objects;
            _sharedOperations += change.Operations;
            _hash.Fold(_book.NameOf(o), Counted);
        }

        return o;
    }

    public void Incremented(ObjectHeader* o)
    {
        if (IsRunning)
        {
            _hash.Fold(_book.NameOf(o), Added);
        }
    }

    public readonly void Dropped(ObjectHeader* o, bool dies)
    {
    }

    public readonly void Used(ObjectHeader* container, ref uint slot, bool writes)
    {
    }

    public readonly void AddTo(IDictionary<string, double> report)
    {
        report["census_operations"] = _operations;
        report["census_maker_operations"] = _makerOperations;
        report["census_shared_objects"] = _sharedObjects;
        report["census_shared_operations"] = _sharedOperations;
        report["census_hash"] = _hash.Reported;
    }
}
