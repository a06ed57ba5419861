using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>One stop of <see cref="PythonCollector{TCounter,TAllocator}"/>.</summary>
internal sealed unsafe class StopWork<TCounter, TAllocator> : ICollection, IDisposable
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
{
    private readonly AllocatorBinding _binding;
    private readonly Heap _heap;
    private readonly GcState _gc;
    private readonly PyClassTable _classes;
    private readonly PyLayout _layout;
    private readonly IRegionSplit _split;
    private IEnumerator<IParallelPhase> _steps = Enumerable.Empty<IParallelPhase>().GetEnumerator();

    public StopWork(AllocatorBinding binding, GcState gc, PyClassTable classes, IRegionSplit split)
    {
        _binding = binding;
        _heap = binding.Heap;
        _gc = gc;
        _classes = classes;
        _layout = classes.Layout!;
        _split = split;
    }

    public CollectionStats Stats { get; private set; } = new();

    public void Begin(StoppedHeap stopped, int workers)
    {
        Stats = new CollectionStats();
        StopStage stage = _gc.Ordered;
        _gc.Ordered = StopStage.None;
        _steps = stage switch
        {
            StopStage.Split => Split(stopped, workers),
            StopStage.Resurrect => Resurrect(stopped, workers),
            _ => Enumerable.Empty<IParallelPhase>().GetEnumerator(),
        };
    }

    public IParallelPhase? Advance() => _steps.MoveNext() ? _steps.Current : null;

    public void Dispose() => _split.Dispose();

    private IEnumerator<IParallelPhase> Split(StoppedHeap stopped, int workers)
    {
        ChunkList region = TakeRegion(_gc.Generation);
        if (_gc.HasImmortals)
        {
            MoveImmortals(region);
        }

        foreach (IParallelPhase phase in Deduce(stopped, region, workers))
        {
            yield return phase;
        }

        (ChunkList survivors, ChunkList garbage) = Deduced();
        UntrackTuples(survivors);
        Promote(ref survivors);
        _gc.Unreachable.Append(_heap, ref garbage);
        if (_gc.HasLegacy)
        {
            SetLegacyApart();
        }

        ListCollectable();
        if (_gc.HasWeakRefs)
        {
            HandleWeakRefs();
        }

        ClearWords(_gc.Unreachable.List);
    }

    private IEnumerator<IParallelPhase> Resurrect(StoppedHeap stopped, int workers)
    {
        ChunkList region = _gc.Unreachable.Take();
        if (_gc.HasImmortals)
        {
            MoveImmortals(region);
        }

        foreach (IParallelPhase phase in Deduce(stopped, region, workers))
        {
            yield return phase;
        }

        (ChunkList resurrected, ChunkList garbage) = Deduced();
        _gc.Target.Append(_heap, ref resurrected);
        _gc.Unreachable.Append(_heap, ref garbage);
        ClearWords(_gc.Unreachable.List);
    }

    /// <summary>The old content of the generation, then generation 0, then generation 1 (cpython-memory.md 6.5).</summary>
    private ChunkList TakeRegion(int generation)
    {
        ChunkList region = generation == 0 ? default : _gc.Old[generation - 1].Take();
        ChunkList young = _binding.TakeYoung();
        region.Append(_heap.Vectors, ref young);
        if (generation == 2)
        {
            ChunkList middle = _gc.Old[0].Take();
            region.Append(_heap.Vectors, ref middle);
        }

        return region;
    }

    /// <summary>Steps A to C.</summary>
    private IEnumerable<IParallelPhase> Deduce(StoppedHeap stopped, ChunkList region, int workers)
    {
        return _split.Phases(new SplitRequest(stopped, region, [.. _binding.PeekYoung(), .. _gc.Lists], workers) { Witness = _gc.Witness }, new PhaseClock(Stats), Stats);
    }

    private (ChunkList Survivors, ChunkList Garbage) Deduced()
    {
        (ChunkList survivors, ChunkList garbage) = _split.Take();
        _gc.Witness?.Split(survivors, garbage);
        GivePlaces(garbage);
        Stats.Survivors = survivors.EntryCount(_heap.Vectors);
        Stats.GarbageFound = garbage.EntryCount(_heap.Vectors);
        Stats.ObjectsVisited += Stats.Survivors + Stats.GarbageFound;
        _gc.ObjectsVisited += Stats.Survivors + Stats.GarbageFound;
        return (survivors, garbage);
    }

    /// <summary>A collector that buries its garbage needs no places for it; here the program goes on with it.</summary>
    private void GivePlaces(in ChunkList garbage)
    {
        GenerationVectors vectors = _heap.Vectors;
        for (int chunk = garbage.Head; chunk != 0; chunk = vectors.Next[chunk])
        {
            uint place = GenerationVectors.StartOf(chunk);
            for (uint end = place + (uint)vectors.Lengths[chunk]; place < end; place++)
            {
                _layout.At(vectors.Entries[place])->BackIndex = place;
            }
        }
    }

    private void MoveImmortals(in ChunkList region)
    {
        var entries = new LiveEntries(_heap, region);
        while (entries.Next(out uint cell))
        {
            if (TCounter.IsImmortal(_layout.At(cell)))
            {
                entries.Remove();
                _gc.Permanent.Append(_heap, cell);
                _gc.Witness?.Exempted(cell);
            }
        }
    }

    /// <summary>A tuple whose items can never be tracked is of no interest any more (cpython-memory.md 5).</summary>
    private void UntrackTuples(in ChunkList list)
    {
        var entries = new LiveEntries(_heap, list);
        while (entries.Next(out uint cell))
        {
            if (_layout.KindOf(cell) == ObjectKind.Tuple && !HoldsTrackable(_layout.Fields(cell), _layout.ShapeOf(cell)->Fields))
            {
                entries.Remove();
                Untrack(cell);
            }
        }
    }

    private void UntrackDicts(in ChunkList list)
    {
        var entries = new LiveEntries(_heap, list);
        while (entries.Next(out uint cell))
        {
            if (_layout.KindOf(cell) == ObjectKind.Dict && !HoldsTrackable(_layout.ItemsOf(cell), _layout.Items(cell)->Length))
            {
                entries.Remove();
                Untrack(cell);
            }
        }
    }

    private void Untrack(uint cell)
    {
        _layout.At(cell)->BackIndex = 0;
        _gc.Witness?.Untracked(cell);
    }

    private bool HoldsTrackable(uint* items, uint count)
    {
        for (uint i = 0; i < count; i++)
        {
            if (items[i] != 0 && _layout.MayBeTracked(items[i]))
            {
                return true;
            }
        }

        return false;
    }

    private void Promote(ref ChunkList survivors)
    {
        if (_gc.Generation < 2)
        {
            if (_gc.Generation == 1)
            {
                _gc.LongLivedPending += survivors.LiveCount(_heap.Vectors);
            }
        }
        else
        {
            UntrackDicts(survivors);
            _gc.LongLivedPending = 0;
            _gc.LongLivedTotal = survivors.LiveCount(_heap.Vectors);
        }

        _gc.Target.Append(_heap, ref survivors);
    }

    /// <summary>Step E.</summary>
    private void SetLegacyApart()
    {
        var entries = new LiveEntries(_heap, _gc.Unreachable.List);
        while (entries.Next(out uint cell))
        {
            if (_classes.IsLegacy(cell))
            {
                entries.Remove();
                MoveToLegacy(cell);
            }
        }

        var mover = new LegacyMover(this);
        var legacy = new LiveEntries(_heap, _gc.Legacy.List);
        while (legacy.Next(out uint cell))
        {
            ObjectWalker.Walk(_heap.Base, _heap.Shapes.Shapes, _layout.At(cell), mover);
        }
    }

    private void MoveToLegacy(uint cell)
    {
        _heap.Working[cell] = 0;
        _gc.Legacy.Append(_heap, cell);
        _gc.Witness?.SetApart(cell);
    }

    private void ListCollectable()
    {
        if ((_gc.DebugFlags & GcDebug.Collectable) == 0)
        {
            return;
        }

        var entries = new LiveEntries(_heap, _gc.Unreachable.List);
        while (entries.Next(out uint cell))
        {
            _gc.Collectable.Add(cell);
        }
    }

    /// <summary>Step F up to the calls: every weak reference to trash is dead; those whose callbacks are to run are held in a list of their own.</summary>
    private void HandleWeakRefs()
    {
        var entries = new LiveEntries(_heap, _gc.Unreachable.List);
        while (entries.Next(out uint cell))
        {
            if (_layout.KindOf(cell) == ObjectKind.WeakRef)
            {
                ClearWeakRef(cell, isCallbackDue: false);
            }

            if (!_layout.IsInstance(cell))
            {
                continue;
            }

            for (uint w = _layout.InstanceOf(cell)->WeakHead, next; w != 0; w = next)
            {
                next = _layout.WeakRefOf(w)->Next;
                bool isCallbackDue = _layout.Fields(w)[0] != 0 && _heap.Working[w] != WorkingWord.Garbage;
                ClearWeakRef(w, isCallbackDue);
                if (isCallbackDue)
                {
                    Hold(w);
                }
            }
        }
    }

    private void ClearWeakRef(uint weakRef, bool isCallbackDue)
    {
        _gc.Witness?.WeakRefCleared(weakRef, _layout.WeakRefOf(weakRef)->Target, isCallbackDue);
        _layout.ClearWeakRef(weakRef);
    }

    private void Hold(uint weakRef)
    {
        _heap.Vectors.Entries[_layout.At(weakRef)->BackIndex] = 0;
        _gc.Calls.Append(_heap, weakRef);
    }

    /// <summary>The world goes on before the garbage is freed, and words outside a collection are zero.</summary>
    private void ClearWords(in ChunkList list)
    {
        var entries = new LiveEntries(_heap, list);
        while (entries.Next(out uint cell))
        {
            _heap.Working[cell] = 0;
        }
    }

    private readonly struct LegacyMover(StopWork<TCounter, TAllocator> work) : IReferenceVisitor
    {
        public void Visit(uint cell)
        {
            if (work._heap.Working[cell] == WorkingWord.Garbage)
            {
                work._heap.Vectors.Entries[work._layout.At(cell)->BackIndex] = 0;
                work.MoveToLegacy(cell);
            }
        }
    }
}
