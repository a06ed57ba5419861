namespace GcActors.Core.Telemetry;

/// <summary>What observable instruments read of a running trial, on the exporter's thread and at export only. Numbers may be some operations old.</summary>
internal interface ITrialReadings
{
    /// <summary>Totals since the trial began.</summary>
    IEnumerable<OperationCount> Operations { get; }

    HeapReading Heap { get; }
}

/// <param name="Key">Which operations.</param>
/// <param name="Count">How many.</param>
internal readonly record struct OperationCount(OperationKey Key, long Count);

/// <param name="Mutator">0-based.</param>
/// <param name="Operation">alloc, free, increment, decrement.</param>
/// <param name="Path">applied or elided; null: there is but one.</param>
internal readonly record struct OperationKey(int Mutator, string Operation, string? Path);

/// <param name="MappedBytes">Arenas and large objects.</param>
/// <param name="Arenas">Mapped.</param>
/// <param name="PoolsTaken">Of these arenas.</param>
/// <param name="PoolsMapped">In these arenas.</param>
/// <param name="ObjectsByGeneration">Tracked objects when one was last collected; empty before.</param>
internal readonly record struct HeapReading(long MappedBytes, int Arenas, int PoolsTaken, int PoolsMapped, IReadOnlyList<long> ObjectsByGeneration)
{
    /// <summary>0: every pool is taken.</summary>
    public double Fragmentation => PoolsMapped == 0 ? 0 : 1 - ((double)PoolsTaken / PoolsMapped);
}
