using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>
/// The part of CPython's collection that needs a stopped world (cpython-memory.md 7, steps A to F and H). The program that ordered it goes on from there:
/// it calls callbacks and finalizers, clears and frees, by ordinary reference counting (<see cref="PyMachine"/>).
/// </summary>
/// <param name="gc">The module's state.</param>
/// <param name="classes">The program's classes.</param>
/// <param name="split">How to find out what is unreachable: the plan's collector.</param>
/// <remarks>A stop that the program did not order (a census, an emergency) collects nothing: finalizers can only run where the program stands still.</remarks>
internal sealed class PythonCollector<TCounter, TAllocator>(GcState gc, PyClassTable classes, Func<Heap, IRegionSplit> split) : ICycleCollector
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
{
    private StopWork<TCounter, TAllocator>? _work;

    public IReadOnlyList<ChunkList> OldGenerations => gc.Lists;

    public ICollection Begin(StoppedHeap heap, int generation, int workers)
    {
        _work ??= new StopWork<TCounter, TAllocator>(heap.Allocators, gc, classes, split(heap.Heap));
        _work.Begin(heap, workers);
        return _work;
    }

    public void Dispose() => _work?.Dispose();
}
