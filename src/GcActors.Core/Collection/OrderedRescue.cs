using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// Second half of the ordered scan: what is rescued, in CPython's order. The serial scan rescues what the kept objects refer to, in their order, then what the
/// rescued refer to, in theirs: breadth first. Workers only look for candidates, block by block; what is rescued, and in which order, is decided by one of them
/// between the phases, block after block.
/// <code>
/// gather: each worker claims chunks of the region: for i that is a source: for t: refs[g(t)] >= GARBAGE: candidates[chunk].add(t)
/// commit: for each block, in order: for t in candidates: if refs[g(t)] >= GARBAGE: refs[g(t)] = RESCUED; fifo.add(t)
/// rescue: each worker claims blocks of the FIFO that nobody has walked: as gather; then commit; repeat until all of it is walked
/// </code>
/// As long as there is little to walk, one worker walks it without phases: a chain is serial whatever one does.
/// </summary>
internal sealed unsafe class OrderedRescue<TRules, TOrder>(Heap heap, RescueSources sources, long parallelFrom)
    where TRules : struct, ISubtractionRules
    where TOrder : struct, IOrderedScanRules
{
    /// <summary>Blocks walked between two commits: bounds the memory of candidates.</summary>
    private const int MostBlocks = 256;

    private readonly RescueQueue _queue = new(heap.Vectors);
    private readonly List<ChunkWriter> _writers = [];
    private ChunkList[] _candidates = [];
    private int _lookAhead;
    private int _nextBlock;
    private long _walked;

    /// <summary>Objects whose fields were walked, each walk counted.</summary>
    public long Visited => _walked;

    /// <summary>The phases in order, after what is kept is known.</summary>
    public IEnumerable<IParallelPhase> Phases(Region region, int workers, int lookAhead)
    {
        Prepare(region, workers);
        _lookAhead = lookAhead;
        if (!AnySource(region))
        {
            yield break;
        }

        yield return new ParallelPhase("gather", worker => GatherShare(region, _writers[worker]));
        Commit(region.Chunks);
        while (WalkWhileShort())
        {
            _queue.CutBlocks(MostBlocks);
            _nextBlock = 0;
            yield return new ParallelPhase("rescue", worker => RescueShare(_writers[worker]));
            Commit(_queue.Blocks.Count);
        }
    }

    /// <summary>The rescued, in the order of their rescue.</summary>
    public ChunkList Take() => _queue.Take();

    private void Prepare(Region region, int workers)
    {
        while (_writers.Count < workers)
        {
            _writers.Add(new ChunkWriter(heap.Vectors));
        }

        if (_candidates.Length < Math.Max(region.Chunks, MostBlocks))
        {
            _candidates = new ChunkList[Math.Max(region.Chunks, MostBlocks)];
        }

        _walked = 0;
        region.Restart();
    }

    private bool AnySource(Region region)
    {
        for (int ordinal = 0; ordinal < region.Chunks; ordinal++)
        {
            if (sources.Any(region[ordinal]))
            {
                return true;
            }
        }

        return false;
    }

    private void GatherShare(Region region, ChunkWriter writer)
    {
        var pointers = new HeapPointers(heap);
        var gatherer = new Gatherer(pointers.Working, writer);
        long walked = 0;
        while (region.TryClaim(out int ordinal))
        {
            int chunk = region[ordinal];
            int length = sources.Any(chunk) ? pointers.Lengths[chunk] : 0;
            for (int at = -1; (at = sources.Next(chunk, at + 1, length)) >= 0;)
            {
                TOrder.Interleave();
                ObjectWalker.Walk(pointers.Base, pointers.Shapes, HeapPointers.At(pointers.Base, pointers.EntriesOf(chunk)[at]), gatherer);
                walked++;
            }

            _candidates[ordinal] = writer.Take();
        }

        Interlocked.Add(ref _walked, walked);
    }

    /// <summary>Rescues what is tentative still; the first that asks for it has it.</summary>
    private void Commit(int blocks)
    {
        for (int i = 0; i < blocks; i++)
        {
            ref ChunkList candidates = ref _candidates[TOrder.CommitsInOrder ? i : blocks - 1 - i];
            if (TRules.RescuesTentative)
            {
                Commit(candidates);
            }

            candidates.ReturnChunks(heap.Vectors);
        }
    }

    private void Commit(in ChunkList candidates)
    {
        var pointers = new HeapPointers(heap);
        var rescuer = new Rescuer(pointers.Working, _queue.Writer);
        for (int chunk = candidates.Head; chunk != 0; chunk = pointers.Next[chunk])
        {
            uint* at = pointers.EntriesOf(chunk);
            uint* end = at + pointers.Lengths[chunk];
            for (uint* limit = LookAhead.Limit(at, end, _lookAhead); at < end; at++)
            {
                if (at < limit)
                {
                    LookAhead.FetchWord(pointers.Working, at[_lookAhead]);
                }

                rescuer.Visit(*at);
            }
        }
    }

    /// <summary>Walks the FIFO until it is long enough for all workers, or at its end; answers whether anything is left.</summary>
    private bool WalkWhileShort()
    {
        var pointers = new HeapPointers(heap);
        var rescuer = new Rescuer(pointers.Working, _queue.Writer);
        while (_queue.Left > 0 && _queue.Left < parallelFrom)
        {
            WalkOne(pointers, pointers.Entries + _queue.Next(), rescuer);
            _walked += TRules.WalksRescued ? 1 : 0;
        }

        return _queue.Left > 0;
    }

    private void RescueShare(ChunkWriter writer)
    {
        var pointers = new HeapPointers(heap);
        var gatherer = new Gatherer(pointers.Working, writer);
        int lookAhead = _lookAhead;
        long walked = 0;
        for (int block; (block = Interlocked.Increment(ref _nextBlock) - 1) < _queue.Blocks.Count;)
        {
            TOrder.Interleave();
            uint* at = pointers.Entries + _queue.Blocks[block].First;
            uint* end = at + _queue.Blocks[block].Length;
            walked += TRules.WalksRescued ? end - at : 0;
            for (uint* limit = LookAhead.Limit(at, end, lookAhead); at < end; at++)
            {
                if (at < limit)
                {
                    LookAhead.FetchObject(pointers.Base, at[2 * lookAhead]);
                    LookAhead.FetchWords(pointers.Base, pointers.Working, at[lookAhead]);
                }

                WalkOne(pointers, at, gatherer);
            }

            _candidates[block] = writer.Take();
        }

        Interlocked.Add(ref _walked, walked);
    }

    /// <summary>Walks one of the rescued; its place in the FIFO is its place in the generation to come.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WalkOne<TVisitor>(in HeapPointers heap, uint* at, TVisitor visitor)
        where TVisitor : struct, IReferenceVisitor
    {
        ObjectHeader* o = HeapPointers.At(heap.Base, *at);
        o->BackIndex = (uint)(at - heap.Entries);
        if (TRules.WalksRescued)
        {
            ObjectWalker.Walk(heap.Base, heap.Shapes, o, visitor);
        }
    }

    private readonly struct Gatherer(uint* working, ChunkWriter writer) : IReferenceVisitor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(uint cell)
        {
            if (working[cell] >= WorkingWord.Garbage)
            {
                writer.Append(cell);
            }
        }
    }

    private readonly struct Rescuer(uint* working, ChunkWriter fifo) : IReferenceVisitor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(uint cell)
        {
            if (working[cell] >= WorkingWord.Garbage)
            {
                working[cell] = WorkingWord.Rescued;
                fifo.Append(cell);
            }
        }
    }
}
