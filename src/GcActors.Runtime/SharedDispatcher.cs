using System.Threading.Channels;

namespace GcActors.Runtime;

/// <summary>One thread for all actors that are rarely busy, in the order in which they got mail.</summary>
internal sealed class SharedDispatcher : ICellScheduler, IWorkSource
{
    private readonly Channel<IScheduledCell> _ready = Channel.CreateUnbounded<IScheduledCell>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ThreadedActorSystem _system;
    private readonly ParkingThread _thread;

    public SharedDispatcher(ThreadedActorSystem system)
    {
        _system = system;
        _thread = new ParkingThread("shared", this, system.Options.SpinNs, core: null);
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
