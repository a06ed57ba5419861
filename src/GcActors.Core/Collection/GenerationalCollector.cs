using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// CPython's generational cycle collector up to 3.13 (cpython-memory.md 7) in the fast form of cycle-collectors.md 14: what the counts of a region show
/// beyond the references within it comes from outside; what nothing outside reaches is garbage.
/// </summary>
/// <remarks>One a heap; it owns the generations 1 and 2. Needs exact counts.</remarks>
internal class GenerationalCollector<TCounter, TAllocator, TRules>(CollectionOrder order, long parallelFromObjects) : ICycleCollector
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
    where TRules : struct, ISubtractionRules
{
    private readonly OldGeneration[] _old = [new OldGeneration(), new OldGeneration()];
    private GenerationalCollection<TCounter, TAllocator, TRules>? _collection;

    public IReadOnlyList<ChunkList> OldGenerations => [_old[0].List, _old[1].List];

    public ICollection Begin(StoppedHeap heap, int generation, int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)generation, 2u, nameof(generation));
        _collection ??= new GenerationalCollection<TCounter, TAllocator, TRules>(heap.Allocators, _old, order, parallelFromObjects);
        _collection.Begin(heap, generation, workers);
        return _collection;
    }

    public void Dispose()
    {
        _collection?.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <inheritdoc/>
/// <param name="order">Order of survivors.</param>
/// <param name="parallelFromObjects">Smaller regions are collected by one worker: the phases would cost more than they gain.</param>
internal sealed class GenerationalCollector<TCounter, TAllocator>(CollectionOrder order, long parallelFromObjects = 1 << 15)
    : GenerationalCollector<TCounter, TAllocator, SoundRules>(order, parallelFromObjects)
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>;
