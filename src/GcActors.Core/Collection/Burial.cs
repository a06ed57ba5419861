using System.Runtime.CompilerServices;
using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// The one place where collectors kill (cycle-collectors.md 1, Bury). Weak references and finalizers will stand before the freeing; both see garbage in the
/// order given here.
/// <code>
/// for o in garbage, in order:
///     for t in fields(o), not null: one canonical decrement; if t is not garbage: drop(t), and what that kills dies in turn
///     free o through its owner's allocator
/// </code>
/// Departure from CPython, which clears objects one by one and lets counting free them: nobody can see a count inside garbage, so none is written, but where it
/// stays in the free cell.
/// </summary>
internal unsafe struct Burial<TCounter, TAllocator, TTest>
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
    where TTest : struct, IGarbageTest
{
    private readonly AllocatorBinding _binding;
    private readonly Heap _heap;
    private readonly TAllocator[] _allocators;
    private readonly TTest _test;
    private readonly uint* _links;

    /// <summary>Objects freed so far, those included that died because garbage gave them up.</summary>
    public long Freed;

    /// <summary>Non-null references of freed objects.</summary>
    public long Decrements;

    public Burial(AllocatorBinding binding, TAllocator[] allocators, TTest test)
    {
        _binding = binding;
        _heap = binding.Heap;
        _allocators = allocators;
        _test = test;
        _links = binding.Counts.Links;
    }

    /// <summary>Frees all objects of a list. The list itself stays.</summary>
    /// <param name="garbage">The objects, in the order of their deaths.</param>
    /// <param name="lookAhead">Objects whose tests are fetched ahead; 0: none.</param>
    public void Bury(in ChunkList garbage, int lookAhead)
    {
        GenerationVectors vectors = _heap.Vectors;
        for (int chunk = garbage.Head; chunk != 0; chunk = vectors.Next[chunk])
        {
            BuryChunk(vectors.Entries + GenerationVectors.StartOf(chunk), vectors.Lengths[chunk], lookAhead);
        }
    }

    /// <summary>Frees an object that counting killed, and what dies of that.</summary>
    public void BuryDead(uint cell)
    {
        var given = new Given { Dying = cell };
        DyingLink.Set<TCounter>(_links, cell, _heap.HeaderOf(cell), 0);
        Cascade(new Giver(_heap.Base, _links, _test, &given), ref given);
        Decrements += given.Decrements;
    }

    private void BuryChunk(uint* cells, int count, int lookAhead)
    {
        byte* heapBase = _heap.Base;
        Shape* shapes = _heap.Shapes.Shapes;
        var given = default(Given);
        var giver = new Giver(heapBase, _links, _test, &given);
        uint* end = cells + count;
        uint* limit = LookAhead.Limit(cells, end, lookAhead);

        // Asked here, since inside the loop the compiler makes the record anew for every object.
        bool showsCountsOfDead = TCounter.Traits.Cure == SlotCure.TypeStable;
        for (; cells < end; cells++)
        {
            if (cells < limit)
            {
                LookAhead.FetchObject(heapBase, cells[2 * lookAhead]);
                _test.Fetch(heapBase, cells[lookAhead]);
            }

            ObjectHeader* o = HeapPointers.At(heapBase, *cells);
            ObjectWalker.Walk(heapBase, shapes, o, giver);
            // Its place in the vectors may be another's by now, so the allocator must not clear it.
            o->BackIndex = 0;
            if (showsCountsOfDead)
            {
                o->CountArea = 0;
            }

            Free(*cells, o, shapes + o->Shape);
            if (given.Dying != 0)
            {
                Cascade(giver, ref given);
            }
        }

        Freed += count;
        Decrements += given.Decrements;
    }

    /// <summary>Takes apart what counting killed, depth first by a chain through their links, as a mutator does.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Cascade(Giver giver, ref Given given)
    {
        Shape* shapes = _heap.Shapes.Shapes;
        do
        {
            uint cell = given.Dying;
            ObjectHeader* o = _heap.HeaderOf(cell);
            given.Dying = DyingLink.Next<TCounter>(_links, cell, o);
            ObjectWalker.Walk(_heap.Base, shapes, o, giver);
            Free(cell, o, shapes + o->Shape);
            Freed++;
        }
        while (given.Dying != 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Free(uint cell, ObjectHeader* o, Shape* shape)
    {
        if (shape->HasItems)
        {
            ItemArray.Of(o)->Release(_heap);
        }

        _allocators[TAllocator.OwnerOf(_binding, cell)].Free(cell, o, shape->CellBytes);
    }

    /// <summary>What giving up references led to.</summary>
    private struct Given
    {
        /// <summary>Head of the chain of objects that counting killed.</summary>
        public uint Dying;

        public long Decrements;
    }

    /// <summary>Gives up the references of a dead object.</summary>
    private readonly struct Giver(byte* heapBase, uint* links, TTest test, Given* given) : IReferenceVisitor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(uint cell)
        {
            if (cell == 0)
            {
                return;
            }

            given->Decrements++;
            if (!test.IsGarbage(cell))
            {
                Drop(cell);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Drop(uint cell)
        {
            ObjectHeader* o = HeapPointers.At(heapBase, cell);
            if (TCounter.DropStopped(o) == CountChange.Dead)
            {
                DyingLink.Set<TCounter>(links, cell, o, given->Dying);
                given->Dying = cell;
            }
        }
    }
}
