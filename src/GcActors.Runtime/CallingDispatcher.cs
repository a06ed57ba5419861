namespace GcActors.Runtime;

/// <summary>
/// Runs an actor on the thread that told it something, which Akka calls the calling-thread dispatcher; unlike there, after the sender has returned and not
/// inside its Tell. What a thread tells that receives nothing (a timer, the main thread), or that its actor does not lend, runs elsewhere.
/// </summary>
internal sealed class CallingDispatcher(ActorSystemBase system, ICellScheduler elsewhere) : ICellScheduler
{
    public void Schedule(IScheduledCell cell)
    {
        if (!ReceivingThread.Current.TryInvite(system, cell, elsewhere))
        {
            elsewhere.Schedule(cell);
        }
    }
}
