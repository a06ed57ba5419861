namespace GcActors.Core.Protocol.Tracing;

/// <summary>A mutator's counters, for any thread: what it reads may be some operations old, and costs the mutator nothing.</summary>
internal interface IOperationSource
{
    /// <summary>Since the trial began.</summary>
    OperationTotals ReadTotals();
}
