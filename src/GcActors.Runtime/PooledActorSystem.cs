using GcActors.Core.Actors;

namespace GcActors.Runtime;

/// <summary>
/// "What if actors share threads?" Every actor, also a pinned one, borrows a thread of the .NET pool while it has mail. An idle actor costs only
/// memory, so there may be very many. Nothing here ever blocks a pool thread: the pool would answer by injecting another, slowly.
/// </summary>
public sealed class PooledActorSystem : ConcurrentActorSystem
{
    public const string Name = "pool";

    private readonly PoolScheduler _scheduler = new();

    public PooledActorSystem(ulong seed, ActorRuntimeOptions? options = null)
        : base(seed, options ?? ActorRuntimeOptions.Default)
    {
    }

    public override string RuntimeName => Name;

    private protected override TypedCell<TMessage> CreateCell<TMessage>(int id, IActor<TMessage> actor, ActorOptions options) =>
        new ScheduledCell<TMessage>(this, _scheduler, id, actor, options);

    /// <summary>
    /// A cell that is queued when the system halts is still executed, receives nothing and turns idle. One that is scheduled after it was looked at
    /// here reads the flag later than that and receives nothing either.
    /// </summary>
    private protected override IReadOnlyList<string> Join(long untilNs)
    {
        List<string> late = [.. base.Join(untilNs)];
        foreach (IScheduledCell cell in Cells().Cast<IScheduledCell>())
        {
            var wait = new SpinWait();
            while (cell.IsScheduled)
            {
                if (MonotonicClock.NowNs > untilNs)
                {
                    late.Add(cell.Name);
                    break;
                }

                wait.SpinOnce();
            }
        }

        return late;
    }
}
