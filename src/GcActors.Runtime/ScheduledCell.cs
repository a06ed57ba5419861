using GcActors.Core.Actors;

namespace GcActors.Runtime;

/// <summary>
/// An actor that borrows a thread when it has mail. One status word says who may: only the sender that turns it from idle to scheduled hands the
/// cell to the scheduler, and only the execution that follows turns it back, so a mailbox never runs twice at once (Akka's scheduled bit).
/// </summary>
/// <remarks>
/// Sender: write the message; full fence; read the status. Receiver: write idle; full fence; look for mail. One of the two sees the other's write
/// (Dekker), so no message is left behind in an idle mailbox. The transitions are also what makes an earlier call's writes visible to the next:
/// the exchange releases them, the next compare-exchange acquires them.
/// </remarks>
internal sealed class ScheduledCell<TMessage> : ChannelCell<TMessage>, IScheduledCell
{
    private const int Idle = 0;
    private const int Scheduled = 1;

    private readonly ICellScheduler _scheduler;
    private readonly int _throughput;
    private int _status;

    public ScheduledCell(ActorSystemBase system, ICellScheduler scheduler, int id, IActor<TMessage> actor, ActorOptions options)
        : base(system, id, actor, options)
    {
        _scheduler = scheduler;
        _throughput = system.Options.ThroughputMessages;
    }

    public bool IsScheduled => Volatile.Read(ref _status) == Scheduled;

    public override void Tell(TMessage message)
    {
        _clock?.Tell();
        if (!_writer.TryWrite(message))
        {
            CountDeadLetter();
            return;
        }

        // A read, and only then the compare-exchange: in a stream the receiver is scheduled already and its status word stays shared.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _status) == Idle)
        {
            ScheduleIfIdle();
        }
    }

    public void Execute() => Run(_throughput);

    public int Run(int limit)
    {
        int received = ReceiveUpTo(limit);
        if (received == limit && !IsStopped && !_system.IsHalted)
        {
            _scheduler.Schedule(this);
            return received;
        }

        Interlocked.Exchange(ref _status, Idle);
        if (!_system.IsHalted && HasWork)
        {
            ScheduleIfIdle();
        }

        return received;
    }

    private void ScheduleIfIdle()
    {
        if (Interlocked.CompareExchange(ref _status, Scheduled, Idle) == Idle)
        {
            _scheduler.Schedule(this);
        }
    }
}
