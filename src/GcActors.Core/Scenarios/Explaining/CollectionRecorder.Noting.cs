using GcActors.Core.Collection;
using GcActors.Core.Objects;
using GcActors.Core.Python;

namespace GcActors.Core.Scenarios.Explaining;

/// <summary>What is read off the heap while it stands still.</summary>
internal sealed unsafe partial class CollectionRecorder
{
    private static RecordedCounts CountsOf(RecordedObject o) => o.SecondCounts ?? o.Counts!;

    private int WordOf(uint cell) => (int)(_machine.Heap.Working[cell] & WorkingWord.CountMask);

    private void Fill(in ChunkList list, List<uint> cells)
    {
        cells.Clear();
        var entries = new LiveEntries(_machine.Heap, list);
        while (entries.Next(out uint cell))
        {
            cells.Add(cell);
        }
    }

    private void NoteGenerations(in ChunkList list, int generation)
    {
        List<uint> cells = [];
        Fill(list, cells);
        cells.ForEach(cell => _generations[cell] = generation);
    }

    private RecordedObject Insider(uint cell) => Add(cell, isInRegion: true);

    /// <summary>An object that matters though it is not in the region; one that is known already is what it is.</summary>
    private RecordedObject Outsider(uint cell) => _known.TryGetValue(cell, out RecordedObject? known) ? known : Add(cell, isInRegion: false);

    private RecordedObject Add(uint cell, bool isInRegion)
    {
        int generation = _generations.GetValueOrDefault(cell, isInRegion ? 0 : RecordedObject.NoGeneration);
        RecordedObject added = _record!.Add(_kindOf(cell), generation, isInRegion);
        added.BirthLine = _lines.GetValueOrDefault(cell);
        added.BornAs = _births.Of(added.BirthLine);
        _known[cell] = added;
        return added;
    }

    private void NoteReferences(uint cell)
    {
        RecordedObject o = _known[cell];
        foreach ((string name, uint target) in _machine.NamedReferents(cell))
        {
            o.Refer(name, Outsider(target).Number);
        }

        NoteWeakReferences(cell, o);
    }

    private void NoteWeakReferences(uint cell, RecordedObject target)
    {
        if (!_machine.Layout.IsInstance(cell))
        {
            return;
        }

        for (uint w = _machine.Layout.InstanceOf(cell)->WeakHead; w != 0; w = _machine.Layout.WeakRefOf(w)->Next)
        {
            Outsider(w).WeakTarget = target.Number;
        }
    }

    private void NoteRoots()
    {
        HashSet<uint> region = [.. _region];
        foreach ((string name, uint cell) in _machine.NamedRoots())
        {
            if (region.Contains(cell))
            {
                CountsOf(_known[cell]).HoldBy(name);
            }
            else if (!_isSplit && _known.TryGetValue(cell, out RecordedObject? outsider))
            {
                outsider.HoldOutside(name);
            }
        }
    }

    private void NoteHolders()
    {
        HashSet<uint> region = [.. _region];
        GcState gc = _machine.Gc;
        List<uint> cells = [];
        foreach (OldGeneration list in (OldGeneration[])[gc.Old[0], gc.Old[1], gc.Permanent, gc.Legacy])
        {
            Fill(list.List, cells);
            foreach (uint cell in cells)
            {
                foreach ((string name, uint target) in _machine.NamedReferents(cell).Where(to => region.Contains(to.Cell)))
                {
                    NoteHolder(Outsider(cell), name, _known[target]);
                }
            }
        }
    }

    private void NoteHolder(RecordedObject holder, string name, RecordedObject target)
    {
        CountsOf(target).HoldBy(new RecordedOrigin(holder.Number, name));
        if (!_isSplit)
        {
            holder.Refer(name, target.Number);
        }
    }

    /// <summary>
    /// Survivors stand in the order in which they were walked, so the first that refers to an object without references from outside reached it.
    /// </summary>
    private void NoteOrigins(List<uint> survivors)
    {
        HashSet<uint> open = [.. survivors.Where(cell => CountsOf(_known[cell]).GcRefs == 0)];
        foreach (uint cell in survivors)
        {
            foreach ((string name, uint target) in _machine.NamedReferents(cell).Where(to => open.Contains(to.Cell)))
            {
                open.Remove(target);
                CountsOf(_known[target]).ReachedFrom = new RecordedOrigin(_known[cell].Number, name);
            }
        }
    }
}
