namespace GcActors.Runtime;

/// <summary>Mailboxes on the .NET thread pool.</summary>
internal sealed class PoolScheduler : ICellScheduler
{
    /// <summary>
    /// Into the pool's global queue, which is first in, first out. A worker's local queue hands out the newest first, so a cell that yields after its
    /// throughput would be the next to run, ahead of all that wait. Fairness decides because speed does not: measured alternately on two cores,
    /// both took 40 to 60 ns one way in a stream and 190 to 260 ns a round trip.
    /// </summary>
    public void Schedule(IScheduledCell cell) => ThreadPool.UnsafeQueueUserWorkItem(cell, preferLocal: false);
}
