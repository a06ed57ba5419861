using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// Recomputes everything that counting, allocation and collection claim about a stopped heap, from the graph and the roots alone (cycle-collectors.md 1, V1
/// to V4; the laws of private heaps and of message counts). Cold and slow; it trusts no reference before it has been found to lead to an object.
/// </summary>
internal sealed unsafe class HeapVerifier<TCounter, TAllocator> : IDisposable
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
{
    private const int MostMessages = 20;
    private readonly Heap _heap;
    private readonly AllocatorBinding _binding;
    private readonly Reachability _reachability;
    private HeapCensus _census = new();

    public HeapVerifier(AllocatorBinding binding)
    {
        _binding = binding;
        _heap = binding.Heap;
        _reachability = new Reachability(_heap);
    }

    /// <summary>Whether a free cell must still say that it is dead: loads may look at it.</summary>
    private static bool CountsStay => TCounter.Traits.Cure == SlotCure.TypeStable;

    /// <summary>Checks the whole heap.</summary>
    /// <param name="stopped">The heap.</param>
    /// <param name="oldGenerations">What the collector owns, <see cref="ICycleCollector.OldGenerations"/>.</param>
    public HeapCensus Verify(StoppedHeap stopped, IReadOnlyList<ChunkList> oldGenerations)
    {
        _census = new HeapCensus();
        AllocatorSet<TAllocator>.EmptyInboxes(AllocatorSet<TAllocator>.Of(_binding));
        CheckSideTables();
        bool everyReferenceHolds = CheckReferences();
        if (everyReferenceHolds)
        {
            CheckCounts();
            if ((TCounter.Traits.MarksEscapes || TCounter.Traits.CopiesMessages) && _binding.Mutators > 1)
            {
                new PrivateHeapCheck<TCounter>(_heap, Report).Run();
            }

            if (TCounter.Traits.CountsMessages)
            {
                new MessageCountCheck(_heap, _binding.Counts, Report).Run();
            }

            CountReachable(stopped);
        }

        CheckVectors(oldGenerations);
        CheckPools();
        return _census;
    }

    public void Dispose() => _reachability.Dispose();

    /// <summary>V3: marks and working words of every cell are zero.</summary>
    private void CheckSideTables()
    {
        var check = new SideTableCheck(this);
        _heap.WalkCells(ref check);
        if (_heap.Working[0] != 0)
        {
            Report($"side table: the word of null is {_heap.Working[0]:x}, it must be 0");
        }
    }

    /// <summary>V1: every reference leads to an object. Marks serve as the set of objects meanwhile.</summary>
    private bool CheckReferences()
    {
        long before = _census.ViolationCount;
        var marker = new ObjectMarker(this);
        _heap.WalkCells(ref marker);
        if (TCounter.Traits.CountsMessages)
        {
            CheckPathsOnly();
        }
        else
        {
            var check = new ReferenceCheck(this);
            _heap.WalkCells(ref check);
        }

        foreach (RootTable roots in _heap.Roots)
        {
            for (long i = 0; i < roots.Used; i++)
            {
                if (!LeadsToObject(roots.Slots[i]))
                {
                    Report($"root {roots.Owner}[{i}] refers to {Name(roots.Slots[i])}, which is no object: it was freed");
                }
            }
        }

        foreach (uint cell in _heap.HeldReferences().Where(cell => !LeadsToObject(cell)))
        {
            Report($"unfinished work refers to {Name(cell)}, which is no object: it was freed");
        }

        _heap.ClearMarks();
        return _census.ViolationCount == before;
    }

    /// <summary>Where mutators free their own objects without a stop, a dead one may refer to another's that is freed: only what is reachable counts.</summary>
    private void CheckPathsOnly()
    {
        IEnumerable<uint> roots = _heap.Roots.SelectMany(static r => new ReadOnlySpan<uint>(r.Slots, (int)r.Used).ToArray());
        Paths.From(_heap, roots, LeadsToObject, (from, cell) =>
        {
            if (from != 0)
            {
                Report($"{Describe(from)} refers to {Name(cell)}, which is no object: it was freed");
            }
        });
    }

    private bool LeadsToObject(uint cell) => cell == 0 || (cell < _heap.Space.Granules && _reachability.IsMarked(cell));

    /// <summary>V2: every count equals the references that exist, or is stuck. What a crash has lost may be counted on top, and no more.</summary>
    private void CheckCounts()
    {
        (_census.References, _census.Registers) = InDegrees.Count(_heap);
        var check = new CountCheck(this);
        _heap.WalkCells(ref check);
        InDegrees.Clear(_heap);
    }

    private void CountReachable(StoppedHeap stopped)
    {
        _reachability.Mark<TCounter>(stopped);
        _census.LiveObjects = _reachability.Marked;
        _census.Leak = Leak.Of<TCounter>(_heap);
        _reachability.Clear();
        _census.UnreachableObjects -= _census.LiveObjects;
    }

    /// <summary>V4: every tracked object lies in exactly one vector, at its back-index, and nothing else does.</summary>
    private void CheckVectors(IReadOnlyList<ChunkList> oldGenerations)
    {
        CheckVector("young of all", _binding.Shared->Young.Peek(_heap.Vectors));
        for (int m = 0; m < _binding.Mutators; m++)
        {
            CheckVector($"young of mutator {m}", _binding.Leased(m)->Young.Peek(_heap.Vectors));
        }

        for (int g = 0; g < oldGenerations.Count; g++)
        {
            CheckVector($"generation {g + 1}", oldGenerations[g]);
        }

        // A dying object has left its generation already.
        foreach (uint cell in _heap.DyingObjects().Where(cell => _heap.ShapeOf(_heap.HeaderOf(cell)).IsTracked))
        {
            CheckDying(cell);
        }

        var untracked = new TrackingCheck(this);
        _heap.WalkCells(ref untracked);
        _heap.ClearMarks();
    }

    private void CheckDying(uint cell)
    {
        if (TCounter.ReadCount(_heap.HeaderOf(cell)) != 0 || _reachability.IsMarked(cell))
        {
            Report($"{Describe(cell)} is dying, but is counted or in a vector");
        }

        _heap.Marks[cell >> 6] |= 1ul << (int)(cell & 63);
    }

    private void CheckVector(string name, ChunkList list)
    {
        var pointers = new HeapPointers(_heap);
        for (int chunk = list.Head; chunk != 0; chunk = pointers.Next[chunk])
        {
            uint* first = pointers.EntriesOf(chunk);
            for (int i = 0; i < pointers.Lengths[chunk]; i++)
            {
                if (first[i] != 0)
                {
                    CheckEntry(name, (uint)(first + i - pointers.Entries), first[i]);
                }
            }
        }
    }

    private void CheckEntry(string vector, uint place, uint cell)
    {
        ObjectHeader* o = _heap.HeaderOf(cell);
        if (!o->IsObject)
        {
            Report($"{vector}, place {place}: {Name(cell)} is no object: it was freed and left no tombstone");
            return;
        }

        if (o->BackIndex != place)
        {
            Report($"{vector}, place {place}: {Describe(cell)} has back-index {o->BackIndex}");
        }

        ulong bit = 1ul << (int)(cell & 63);
        if ((_heap.Marks[cell >> 6] & bit) != 0)
        {
            Report($"{vector}, place {place}: {Describe(cell)} is tracked twice");
        }

        _heap.Marks[cell >> 6] |= bit;
    }

    /// <summary>Free chains hold free cells only, no cell twice, and Used says how many are out.</summary>
    private void CheckPools()
    {
        for (int arena = 1; arena < _heap.Arenas.Records; arena++)
        {
            for (int pool = 0; _heap.Arenas.IsMapped(arena) && pool < _heap.Arenas.CarvedPools(arena); pool++)
            {
                CheckPool(_heap.Arenas.PoolAt(arena, pool));
            }
        }
    }

    private void CheckPool(uint pool)
    {
        var header = (PoolHeader*)_heap.HeaderOf(pool);
        if (header->CellGranules == 0 || header->State == PoolState.Empty)
        {
            return;
        }

        uint first = pool + PoolGeometry.HeaderBytes / PoolGeometry.GranuleBytes;
        int used = 0;
        int cells = 0;
        for (uint cell = first; cell < header->NextVirgin; cell += header->CellGranules)
        {
            // A poisoned cell never comes back, so it stays used.
            used += _heap.HeaderOf(cell)->Shape != 0 ? 1 : 0;
            cells++;
        }

        int free = 0;
        bool isCurrent = header->State == PoolState.Current;
        for (uint cell = header->Free; cell != 0 && free <= cells; cell = _heap.HeaderOf(cell)->NextFree)
        {
            if (cell < first || cell >= header->NextVirgin || _heap.HeaderOf(cell)->Shape != 0)
            {
                Report($"pool {Name(pool)}: {Name(cell)} on its free chain is no free cell of the pool: it was freed twice or written after its death");
                return;
            }

            CheckFreeCount(cell, _heap.HeaderOf(cell), CountsStay);
            free++;
        }

        if ((!isCurrent && used != header->Used) || free != cells - used)
        {
            Report($"pool {Name(pool)}: {used} objects and {free} free cells of {cells}, its header says {header->Used} used: a cell was lost or freed twice");
        }
    }

    private void CheckPoison(uint cell, ObjectHeader* o)
    {
        // Objects of one pool have one size; a large cell's size is not known any more, but no large object is smaller than its class's least.
        var pool = (PoolHeader*)_heap.HeaderOf(cell & ~((uint)_heap.Space.Geometry.PoolGranules - 1));
        bool isLarge = cell >= _heap.Space.LargeOffset / PoolGeometry.GranuleBytes;
        int bytes = isLarge ? PoolGeometry.LargestSmallBytes : pool->CellGranules * PoolGeometry.GranuleBytes;
        int kept = CountsStay && !isLarge ? sizeof(ulong) : 0;
        int intact = new ReadOnlySpan<byte>(o, bytes)[kept..].IndexOfAnyExcept(ObjectHeader.PoisonByte);
        if (intact >= 0)
        {
            Report($"{Name(cell)} was written at byte {kept + intact} after it had been freed");
        }

        CheckFreeCount(cell, o, kept > 0);
    }

    /// <summary>Where a late load may look at the count of a free cell, it says "dead": what such a load gave to it by mistake has been given back.</summary>
    private void CheckFreeCount(uint cell, ObjectHeader* o, bool isCount)
    {
        if (isCount && TCounter.ReadCount(o) != 0)
        {
            Report($"{Name(cell)} is free, but has count {TCounter.ReadCount(o)}");
        }
    }

    private void CheckCount(uint cell, ObjectHeader* o)
    {
        if (_heap.ShapeOf(o).Kind == ObjectKind.Storage)
        {
            return;
        }

        _census.UnreachableObjects++;
        _census.ModelBytes += _heap.ShapeOf(o).ModelBytes;
        if (TCounter.FaultOf(_binding.Counts, o) is { } fault)
        {
            Report($"{Describe(cell)} {fault}");
        }

        if (TCounter.Traits.IsTraced || TCounter.IsImmortal(o))
        {
            return;
        }

        long expected = _heap.Working[cell];
        long difference = TCounter.IsStuck(o) ? 0 : TCounter.ReadCount(o) - expected;
        _census.StuckObjects += TCounter.IsStuck(o) ? 1 : 0;
        if ((difference < 0 || difference > _heap.Lost.To(cell)) && TCounter.Traits.CountsAreExact)
        {
            Report($"{Describe(cell)} has count {TCounter.ReadCount(o)}, but {expected} references to it exist{LostTo(cell)}");
        }

        _census.ObjectsWrong += difference != 0 ? 1 : 0;
        _census.ObjectsTooLow += difference < 0 ? 1 : 0;
        _census.LostIncrements += Math.Max(0, -difference);
        _census.LostDecrements += Math.Max(0, difference);
        if (!TCounter.Traits.Frees && expected > 0)
        {
            _census.PrematureWouldFree += o->Spare;
        }
    }

    private string LostTo(uint cell) => _heap.Lost.To(cell) is > 0 and var lost ? $", and {lost} were lost in a crash" : "";

    private static string Name(uint cell) => $"cell {cell:x}";

    private string Describe(uint cell)
    {
        ObjectHeader* o = _heap.HeaderOf(cell);
        Shape shape = _heap.ShapeOf(o);
        return $"{Name(cell)} ({shape.Kind.ToString().ToLowerInvariant()}({shape.Fields}, {shape.PayloadBytes}), count {TCounter.ReadCount(o)})";
    }

    private void Report(string violation)
    {
        if (_census.ViolationCount++ < MostMessages)
        {
            _census.Violations.Add(violation);
        }
    }

    private readonly struct SideTableCheck(HeapVerifier<TCounter, TAllocator> verifier) : ICellVisitor
    {
        public void Visit(uint cell)
        {
            uint word = verifier._heap.Working[cell];
            if (word != 0 || verifier._reachability.IsMarked(cell))
            {
                verifier.Report($"side tables: {Name(cell)} has word {word:x} and mark {verifier._reachability.IsMarked(cell)} outside a collection");
                verifier._heap.Working[cell] = 0;
                verifier._heap.Marks[cell >> 6] = 0;
            }
        }
    }

    private readonly struct ObjectMarker(HeapVerifier<TCounter, TAllocator> verifier) : ICellVisitor
    {
        public void Visit(uint cell)
        {
            ObjectHeader* o = verifier._heap.HeaderOf(cell);
            if (o->IsObject)
            {
                verifier._heap.Marks[cell >> 6] |= 1ul << (int)(cell & 63);
            }
            else if (verifier._heap.Poison && o->Shape == ObjectHeader.PoisonShape)
            {
                verifier.CheckPoison(cell, o);
            }
        }
    }

    private struct ReferenceCheck(HeapVerifier<TCounter, TAllocator> verifier) : ICellVisitor, IReferenceVisitor
    {
        private uint _from;

        void ICellVisitor.Visit(uint cell)
        {
            ObjectHeader* o = verifier._heap.HeaderOf(cell);
            if (o->IsObject)
            {
                _from = cell;
                ObjectWalker.Walk(verifier._heap.Base, verifier._heap.Shapes.Shapes, o, this);
            }
        }

        readonly void IReferenceVisitor.Visit(uint cell)
        {
            if (!verifier.LeadsToObject(cell))
            {
                verifier.Report($"{verifier.Describe(_from)} refers to {Name(cell)}, which is no object: it was freed");
            }
        }
    }

    private readonly struct CountCheck(HeapVerifier<TCounter, TAllocator> verifier) : ICellVisitor
    {
        public void Visit(uint cell)
        {
            ObjectHeader* o = verifier._heap.HeaderOf(cell);
            if (o->IsObject)
            {
                verifier.CheckCount(cell, o);
            }
        }
    }

    private readonly struct TrackingCheck(HeapVerifier<TCounter, TAllocator> verifier) : ICellVisitor
    {
        public void Visit(uint cell)
        {
            ObjectHeader* o = verifier._heap.HeaderOf(cell);
            if (o->IsObject && verifier._heap.ShapeOf(o).IsTracked != verifier._reachability.IsMarked(cell)
                && !(verifier._heap.ShapeOf(o).MayBeUntracked && o->BackIndex == 0))
            {
                string where = verifier._reachability.IsMarked(cell) ? "a vector, but its shape is not tracked" : "no vector";
                verifier.Report($"{verifier.Describe(cell)} is in {where}");
            }
        }
    }
}
