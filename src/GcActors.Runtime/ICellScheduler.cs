namespace GcActors.Runtime;

/// <summary>Whose threads scheduled mailboxes run on. Called once a scheduling, not once a message.</summary>
internal interface ICellScheduler
{
    /// <summary>Executes the cell soon, on one thread. It is the cell that sees to it that it is not scheduled twice.</summary>
    void Schedule(IScheduledCell cell);
}
