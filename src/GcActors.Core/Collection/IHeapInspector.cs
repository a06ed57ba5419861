namespace GcActors.Core.Collection;

/// <summary>Looks at a stopped heap: what it holds, and whether it is sound. Cold, and slower than a collection.</summary>
internal interface IHeapInspector : IDisposable
{
    /// <summary>Counts objects, references and roots, recomputes every count and checks every structure.</summary>
    HeapCensus Inspect(StoppedHeap heap);
}
