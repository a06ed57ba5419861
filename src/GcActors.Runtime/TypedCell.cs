using GcActors.Core.Actors;

namespace GcActors.Runtime;

/// <summary>An actor in its system: ref for the others, context for itself. One object, so that a message costs no look-up.</summary>
internal abstract class TypedCell<TMessage> : ActorCell, IActorRef<TMessage>, IActorContext<TMessage>
{
    private protected readonly IActor<TMessage> _actor;
    private readonly ActorSystemBase _system;

    protected TypedCell(ActorSystemBase system, int id, IActor<TMessage> actor, ActorOptions options)
        : base(id, options)
    {
        _system = system;
        _actor = actor;
    }

    public override object Actor => _actor;

    public IActorRef<TMessage> Self => this;

    public long NowNs => _system.NowNs;

    public abstract void Tell(TMessage message);

    public void Schedule(long delayNs, TMessage message)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(delayNs);
        _system.AddTimer(delayNs, new TimerEntry<TMessage>(this, message));
    }

    public void Stop() => _receiver.Stopping = true;
}
