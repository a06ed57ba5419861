using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>Queues of a parallel mark, one a worker: each worker drains what it queued itself, and what its budget leaves is dealt out by chunks.</summary>
internal sealed unsafe class MarkQueues(GenerationVectors vectors)
{
    /// <summary>Objects that a worker drains before the rest is dealt out again: bounds what one long chain costs the others.</summary>
    private const int DrainBudget = 1 << 15;

    private readonly List<ChunkWriter> _queues = [];
    private long _walked;

    /// <summary>Walks what one queue chunk holds, which may lengthen the worker's queue and so this chunk; answers how many objects it walked.</summary>
    public delegate long DrainChunk(int chunk, int worker);

    /// <summary>Objects walked by the last <see cref="Drain"/>.</summary>
    public long Walked => _walked;

    /// <summary>The queue of a worker.</summary>
    public ChunkWriter this[int worker] => _queues[worker];

    /// <summary>Before a mark.</summary>
    public void Prepare(int workers)
    {
        while (_queues.Count < workers)
        {
            _queues.Add(new ChunkWriter(vectors));
        }
    }

    /// <summary>Phases until all queues are empty.</summary>
    public IEnumerable<IParallelPhase> Drain(DrainChunk drain)
    {
        _walked = 0;
        for (Region dealt = TakeAll(); dealt.Chunks > 0; dealt = TakeAll())
        {
            Region queued = dealt;
            yield return new ParallelPhase("drain", worker => DrainShare(queued, worker, drain));
            Return(queued);
        }
    }

    private void DrainShare(Region dealt, int worker, DrainChunk drain)
    {
        long walked = 0;
        while (dealt.TryClaim(out int index))
        {
            walked += drain(dealt[index], worker);
        }

        Interlocked.Add(ref _walked, walked + DrainOwn(worker, drain));
    }

    /// <summary>Goes on with what this worker queued meanwhile. What its budget does not reach is dealt out again with the rest.</summary>
    private long DrainOwn(int worker, DrainChunk drain)
    {
        long walked = 0;
        ChunkWriter queue = _queues[worker];
        int chunk = queue.Head;
        for (; chunk != 0 && walked < DrainBudget; chunk = vectors.Next[chunk])
        {
            walked += drain(chunk, worker);
        }

        if (chunk == 0)
        {
            ChunkList done = queue.Take();
            done.ReturnChunks(vectors);
        }

        return walked;
    }

    private Region TakeAll()
    {
        ChunkList all = default;
        foreach (ChunkWriter queue in _queues)
        {
            ChunkList own = queue.Take();
            all.Append(vectors, ref own);
        }

        return new Region(vectors, all);
    }

    private void Return(Region region)
    {
        for (int index = 0; index < region.Chunks; index++)
        {
            vectors.ReturnChunk(region[index]);
        }
    }
}
