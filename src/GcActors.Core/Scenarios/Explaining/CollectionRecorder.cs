using GcActors.Core.Objects;
using GcActors.Core.Python;

namespace GcActors.Core.Scenarios.Explaining;

/// <summary>Watches a scenario's collections and writes the one that is wanted down.</summary>
internal sealed partial class CollectionRecorder(Scenario scenario, CollectionRecording recording) : ICollectionWitness
{
    private readonly BirthNames _births = new(scenario);
    private readonly Dictionary<uint, int> _lines = [];
    private readonly Dictionary<uint, int> _generations = [];
    private readonly Dictionary<uint, RecordedObject> _known = [];
    private readonly Dictionary<uint, RecordedObject> _dying = [];
    private readonly List<uint> _region = [];
    private PyMachine _machine = null!;
    private Func<uint, string> _kindOf = null!;
    private RecordedCollection? _record;
    private bool _isSplit;

    /// <summary>Names the machine, before it runs.</summary>
    public void Watch(PyMachine machine, Func<uint, string> kindOf)
    {
        _machine = machine;
        _kindOf = kindOf;
        machine.Gc.Witness = this;
    }

    public void Made(uint cell) => _lines[cell] = _machine.CurrentLine;

    public void Begun(int generation, bool isAutomatic)
    {
        List<int> lines = _machine.LinesUnderWay();
        if (!recording.IsWanted(lines))
        {
            return;
        }

        GcState gc = _machine.Gc;
        _record = new RecordedCollection
        {
            Version = gc.Version.Name,
            Line = lines[0],
            Generation = generation,
            IsAutomatic = isAutomatic,
            Counters = [.. gc.Counts],
            Thresholds = [.. gc.Thresholds],
        };
        NoteGenerations(gc.Old[0].List, 1);
        NoteGenerations(gc.Old[1].List, 2);
        NoteGenerations(gc.Permanent.List, RecordedObject.PermanentGeneration);
    }

    public void Exempted(uint cell)
    {
        if (_record != null)
        {
            RecordedObject exempted = Outsider(cell);
            exempted.Fate = Fate.Immortal;
            _record.Tell(StepKind.Exempted, exempted.Number);
        }
    }

    public void Counted(in ChunkList region)
    {
        if (_record == null)
        {
            return;
        }

        Fill(region, _region);
        foreach (uint cell in _region)
        {
            RecordedObject o = _isSplit ? _known[cell] : Insider(cell);
            var counts = new RecordedCounts { Count = WordOf(cell) };
            (o.Counts, o.SecondCounts) = _isSplit ? (o.Counts, counts) : (counts, null);
        }

        if (!_isSplit)
        {
            _region.ForEach(NoteReferences);
        }

        NoteHolders();
        NoteRoots();
    }

    public void Subtracted(in ChunkList region)
    {
        if (_record != null)
        {
            _region.ForEach(cell => CountsOf(_known[cell]).GcRefs = WordOf(cell));
        }
    }

    public void Split(in ChunkList survivors, in ChunkList garbage)
    {
        if (_record == null)
        {
            return;
        }

        List<uint> alive = [];
        Fill(survivors, alive);
        NoteOrigins(alive);
        int[] numbers = [.. alive.Select(cell => _known[cell].Number)];
        if (_isSplit)
        {
            _record.Resurrected = numbers;
            alive.ForEach(cell => _known[cell].Fate = Fate.Resurrected);
            return;
        }

        List<uint> dead = [];
        Fill(garbage, dead);
        _record.Survivors = numbers;
        _record.Unreachable = [.. dead.Select(cell => _known[cell].Number)];
        alive.ForEach(cell => _known[cell].Fate = Fate.Reachable);
        dead.ForEach(cell => _known[cell].Fate = Fate.Outlived);
        _isSplit = true;
    }

    public void Untracked(uint cell) => Tell(StepKind.Untracked, cell);

    public void SetApart(uint cell) => Tell(StepKind.SetApart, cell, Fate.Uncollectable);

    public void WeakRefCleared(uint weakRef, uint target, bool isCallbackDue)
    {
        if (_record != null && target != 0)
        {
            StepKind kind = isCallbackDue ? StepKind.WeakRefClearedCallbackDue : StepKind.WeakRefCleared;
            _record.Tell(kind, Outsider(weakRef).Number, Outsider(target).Number);
        }
    }

    public void CallbackCalled(uint weakRef) => Tell(StepKind.CallbackCalled, weakRef);

    public void FinalizerCalled(uint cell) => Tell(StepKind.FinalizerCalled, cell);

    public void Clearing(uint cell) => Tell(StepKind.Cleared, cell);

    public void Saved(uint cell)
    {
        if (_record != null && _known.TryGetValue(cell, out RecordedObject? saved))
        {
            Tell(StepKind.Saved, cell, saved.Fate == Fate.Uncollectable ? Fate.Uncollectable : Fate.Saved);
        }
    }

    public void Outlived(uint cell)
    {
        if (_record != null && _known.TryGetValue(cell, out RecordedObject? alive) && alive.Fate == Fate.Outlived)
        {
            Tell(StepKind.Outlived, cell);
        }
    }

    public void Died(uint cell)
    {
        if (_record == null || !_known.Remove(cell, out RecordedObject? dying))
        {
            return;
        }

        _dying[cell] = dying;
        uint releaser = _machine.ReleaserUnderWay();
        RecordedObject? other = _known.GetValueOrDefault(releaser) ?? _dying.GetValueOrDefault(releaser);
        _record.Tell(StepKind.Died, dying.Number, other?.Number ?? 0);
        dying.Fate = Fate.Dead;
    }

    public void Revived(uint cell)
    {
        // One whose finalizer has run already only passes through.
        if (_record != null && !_machine.Layout.IsFinalized(cell) && _dying.Remove(cell, out RecordedObject? revived))
        {
            _known[cell] = revived;
            _record.Tell(StepKind.Revived, revived.Number);
            revived.Fate = revived.IsInRegion ? Fate.Resurrected : Fate.Outside;
        }
    }

    public void Ended(long collected, long uncollectable)
    {
        if (_record != null)
        {
            (_record.Collected, _record.Uncollectable) = (collected, uncollectable);
            recording.Collection = _record;
            _record = null;
        }
    }

    private void Tell(StepKind kind, uint cell, Fate? fate = null)
    {
        if (_record != null && _known.TryGetValue(cell, out RecordedObject? o))
        {
            _record.Tell(kind, o.Number);
            o.Fate = fate ?? o.Fate;
        }
    }
}
