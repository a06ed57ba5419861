using System.Threading.Channels;

namespace GcActors.Runtime;

/// <summary>One thread for all actors that are rarely busy, in the order in which they got mail.</summary>
/// <remarks>
/// It parks without spinning. What wakes it is mostly a timer, and then it runs on a core that somebody else was using: a collector that had just told two
/// mutators to stop, and then spun for 10 µs, kept one of them from answering (time to stop, median: 13.4 µs, without the spin 4.9).
/// </remarks>
internal sealed class SharedDispatcher : ICellScheduler, IWorkSource
{
    private readonly Channel<IScheduledCell> _ready = Channel.CreateUnbounded<IScheduledCell>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ActorSystemBase _system;
    private readonly ParkingThread _thread;

    public SharedDispatcher(ActorSystemBase system, int? core = null)
    {
        _system = system;
        _thread = new ParkingThread("shared", this, SpinBudget.None, core);
    }

    public ParkingThread Thread => _thread;

    public bool HasWork => _ready.Reader.TryPeek(out _);

    public bool IsFinished => _system.IsHalted;

    public void Schedule(IScheduledCell cell)
    {
        _ready.Writer.TryWrite(cell);
        _thread.Wake();
    }

    public void Work()
    {
        while (!_system.IsHalted && _ready.Reader.TryRead(out IScheduledCell? cell))
        {
            cell.Execute();
        }
    }
}
