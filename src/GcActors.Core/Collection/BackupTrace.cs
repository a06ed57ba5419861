using System.Runtime.CompilerServices;
using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// Stop-the-world mark and sweep from the roots, for garbage of every kind: cycles, stuck counts, leaks by lost decrements (cycle-collectors.md 12).
/// <code>
/// mark from root tables, dying objects, immortal objects
/// for every cell in address order: an object without a mark is garbage
/// bury the garbage (references to survivors are given up)
/// where counts may be wrong or stuck, or a crash has lost references: set every survivor's count to its references
/// clear the marks
/// </code>
/// Departures: counts are rebuilt only where the strategy's may be wrong or stick, since exact ones are what the verifier is to check; a strategy that never frees
/// (the census) keeps all its cells.
/// </summary>
internal sealed unsafe class BackupTrace<TCounter, TAllocator> : ICycleCollector
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
{
    private Reachability? _reachability;

    public IReadOnlyList<ChunkList> OldGenerations => [];

    public ICollection Begin(StoppedHeap heap, int generation, int workers)
    {
        _reachability ??= new Reachability(heap.Heap);
        return new Collection(heap, _reachability);
    }

    public void Dispose() => _reachability?.Dispose();

    private sealed class Collection(StoppedHeap stopped, Reachability reachability) : ICollection
    {
        private readonly Heap _heap = stopped.Heap;

        public CollectionStats Stats { get; } = new();

        public IParallelPhase? Advance()
        {
            var clock = new PhaseClock(Stats);
            TAllocator[] allocators = AllocatorSet<TAllocator>.Of(stopped.Allocators);
            AllocatorSet<TAllocator>.EmptyInboxes(allocators);
            reachability.Mark<TCounter>(stopped);
            Stats.Repaired = TCounter.Traits.Frees ? Leak.Of<TCounter>(_heap) : default;
            clock.Lap("mark");
            var sorter = new Sorter(_heap);
            _heap.WalkCells(ref sorter);
            clock.Lap("sweep");
            Report(sorter);
            if (TCounter.Traits.Frees)
            {
                Bury(sorter.Garbage.Close(), allocators);
                AllocatorSet<TAllocator>.ReleaseKept(allocators);
                clock.Lap("bury");
            }

            if (TCounter.Traits is { Frees: true, CountsAreExact: false, IsTraced: false } or { Sticks: true } || RepairsCrash)
            {
                // Nothing waits any more that looks like an object and is none.
                InDegrees.Rebuild<TCounter>(_heap);
                clock.Lap("rebuild");
            }

            if (TCounter.Traits.Frees)
            {
                _heap.Lost.Clear();
            }

            ChunkList garbage = sorter.Garbage.Take();
            garbage.ReturnChunks(_heap.Vectors);
            reachability.Clear();
            clock.Lap("sweep");
            return null;
        }

        private bool RepairsCrash => TCounter.Traits is { Frees: true, IsTraced: false } && _heap.Lost.Any;

        private void Report(in Sorter sorter)
        {
            Stats.ObjectsVisited = reachability.Marked + sorter.Garbage.Count;
            Stats.GarbageFound = sorter.TrackedGarbage;
            Stats.StuckFreed = sorter.StuckGarbage;
            Stats.Survivors = sorter.TrackedSurvivors;
            Stats.SideBytesPeak = reachability.StackBytes + _heap.WorkingBytes / 128 + _heap.Vectors.UsedBytes;
        }

        private void Bury(in ChunkList garbage, TAllocator[] allocators)
        {
            ClearPlaces(garbage);
            var burial = new Burial<TCounter, TAllocator, IsUnmarked>(stopped.Allocators, allocators, new IsUnmarked(_heap.Marks));
            burial.Bury(garbage, lookAhead: 0);
            Stats.ObjectsFreed = burial.Freed;
            Stats.Decrements = burial.Decrements;
        }

        /// <summary>The generations may belong to another collector or to mutators: what dies leaves a tombstone in them.</summary>
        private void ClearPlaces(in ChunkList garbage)
        {
            var pointers = new HeapPointers(_heap);
            for (int chunk = garbage.Head; chunk != 0; chunk = pointers.Next[chunk])
            {
                uint* cells = pointers.EntriesOf(chunk);
                for (int i = 0; i < pointers.Lengths[chunk]; i++)
                {
                    pointers.Entries[_heap.HeaderOf(cells[i])->BackIndex] = 0;
                }
            }
        }
    }

    private readonly struct IsUnmarked(ulong* marks) : IGarbageTest
    {
        public void Fetch(byte* heapBase, uint cell)
        {
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool IsGarbage(uint cell) => !Reachability.IsMarked(marks, cell);
    }

    /// <summary>Sorts every object into survivor or garbage.</summary>
    private struct Sorter(Heap heap) : ICellVisitor
    {
        public readonly ChunkWriter Garbage = new(heap.Vectors);
        public long TrackedGarbage;
        public long StuckGarbage;
        public long TrackedSurvivors;

        public void Visit(uint cell)
        {
            ObjectHeader* o = heap.HeaderOf(cell);
            if (!o->IsObject)
            {
                return;
            }

            int tracked = heap.ShapeOf(o).IsTracked ? 1 : 0;
            if (Reachability.IsMarked(heap.Marks, cell))
            {
                TrackedSurvivors += tracked;
                return;
            }

            TrackedGarbage += tracked;
            StuckGarbage += TCounter.IsStuck(o) ? 1 : 0;
            Garbage.Append(cell);
        }
    }
}
