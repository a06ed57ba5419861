using GcActors.Core.Actors;

namespace GcActors.Runtime;

/// <summary>An actor with an OS thread of its own, named after it.</summary>
internal sealed class PinnedCell<TMessage> : ChannelCell<TMessage>, IWorkSource
{
    private readonly ParkingThread _thread;

    public PinnedCell(ThreadedActorSystem system, int id, IActor<TMessage> actor, ActorOptions options)
        : base(system, id, actor, options)
    {
        system.Spin.AddThread();
        _thread = new ParkingThread(options.Name, this, system.Spin, options.Core);
    }

    public ParkingThread Thread => _thread;

    public bool IsFinished => IsStopped || _system.IsHalted;

    public override void Tell(TMessage message)
    {
        _clock?.Tell();
        if (_writer.TryWrite(message))
        {
            _thread.Wake();
        }
        else
        {
            CountDeadLetter();
        }
    }

    public override void Start() => _thread.Start();

    public override void WakeToHalt() => _thread.Wake();

    public void Work() => ReceiveUpTo(int.MaxValue);
}
