namespace GcActors.Core.Collection;

/// <summary>Looks at a stopped heap: what it holds, and whether it is sound.</summary>
internal interface IHeapInspector
{
    /// <summary>Counts objects, references and roots; with <paramref name="verify"/> also recomputes every count and checks every structure.</summary>
    HeapCensus Inspect(StoppedHeap heap, bool verify);
}
