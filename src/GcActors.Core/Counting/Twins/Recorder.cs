using GcActors.Core.Objects;

namespace GcActors.Core.Counting.Twins;

/// <summary>Writes a <see cref="Tape"/> of a program under exact counts, and finds out whether it is confined and which lines counts write. One
/// thread; never timed.</summary>
internal unsafe struct Recorder : ICountWatcher<Recorder>
{
    private readonly TwinMemory _twins;
    private readonly int _mutator;
    private int _joins;

    private Recorder(TwinMemory twins, int mutator)
    {
        _twins = twins;
        _mutator = mutator;
    }

    /// <summary>A counter is made when its mutator has joined for set-up; it sees it join for the run, and for tear-down.</summary>
    private readonly bool IsRunning => _joins == 1;

    public static bool SlowsMemory => false;

    public static Recorder Create(in CountSpace space, int mutator) => new(space.Twins, mutator);

    public void Joined() => _joins++;

    public readonly void Made(ObjectHeader* o)
    {
        _twins.Tape.NoteCell(_twins.Touches.Begin(o));
        Touch(o, isBirth: true);
    }

    public readonly ObjectHeader* Before(ObjectHeader* o) => o;

    public readonly void Incremented(ObjectHeader* o) => Touch(o);

    public readonly void Dropped(ObjectHeader* o, bool dies)
    {
        Touch(o);
        _twins.Tape.Add(_mutator, dies);
        if (dies && IsRunning && _twins.Touches.IsShared(o))
        {
            _twins.Tape.NoteUnconfined("an object dies in the run that two mutators touched in it");
        }
    }

    public readonly void Used(ObjectHeader* container, ref uint slot, bool writes)
    {
        if (!IsRunning || _twins.Mutators == 1)
        {
            return;
        }

        if (container == null && writes)
        {
            _twins.Tape.NoteUnconfined("a shared root is written in the run");
        }
        else if (!_twins.Touches.TryTouchSlot(_mutator, ref slot, writes))
        {
            _twins.Tape.NoteUnconfined("a slot is written by one mutator and used by another in the run");
        }
    }

    public readonly void AddTo(IDictionary<string, double> report)
    {
    }

    private readonly void Touch(ObjectHeader* o, bool isBirth = false)
    {
        if (!IsRunning)
        {
            return;
        }

        _twins.Touches.Touch(_mutator, o);
        if (!CountArea.IsImmortal(o->Count))
        {
            _twins.Tape.Lines?.Note(_mutator, (byte*)o - _twins.Heap.Base, isBirth);
        }
    }
}
