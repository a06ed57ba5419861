namespace GcActors.Runtime;

/// <summary>Mailboxes on the .NET thread pool.</summary>
internal sealed class PoolScheduler : ICellScheduler
{
    public static bool IsExecutingHere(IScheduledCell cell) => false;

    public void Schedule(IScheduledCell cell) => ThreadPool.UnsafeQueueUserWorkItem(cell, preferLocal: true);
}
