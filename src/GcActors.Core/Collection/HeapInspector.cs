using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>The verifier of one heap and its collector.</summary>
internal sealed class HeapInspector<TCounter, TAllocator>(AllocatorBinding allocators, ICycleCollector collector) : IHeapInspector
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
{
    private readonly HeapVerifier<TCounter, TAllocator> _verifier = new(allocators);

    public HeapCensus Inspect(StoppedHeap heap) => _verifier.Verify(heap, collector.OldGenerations);

    public void Dispose() => _verifier.Dispose();
}
