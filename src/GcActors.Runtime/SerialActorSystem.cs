using GcActors.Core.Actors;

namespace GcActors.Runtime;

/// <summary>
/// "What would the same work cost if nobody else were there?" Every actor, also a pinned one, has its turn on one thread, which is bound to one core: a message each, in
/// the order in which they got mail. Quanta of several mutators alternate, in real time, and no cache line ever moves between cores.
/// </summary>
public sealed class SerialActorSystem : ConcurrentActorSystem
{
    public const string Name = "serial";

    private const int Core = 0;

    private readonly SharedDispatcher _dispatcher;
    private bool _isStarted;

    public SerialActorSystem(ulong seed, ActorRuntimeOptions? options = null)
        : base(seed, (options ?? ActorRuntimeOptions.Default) with { ThroughputMessages = 1 }) => _dispatcher = new SharedDispatcher(this, Core);

    public override string RuntimeName => Name;

    private protected override TypedCell<TMessage> CreateCell<TMessage>(int id, IActor<TMessage> actor, ActorOptions options)
    {
        if (!_isStarted)
        {
            _isStarted = true;
            _dispatcher.Thread.Start();
        }

        return new ScheduledCell<TMessage>(this, _dispatcher, id, actor, options);
    }

    private protected override void OnHalted()
    {
        base.OnHalted();
        _dispatcher.Thread.Wake();
    }

    private protected override IReadOnlyList<string> Join(long untilNs)
    {
        IReadOnlyList<string> late = base.Join(untilNs);
        return !_isStarted || _dispatcher.Thread.Join(TimeLeft(untilNs)) ? late : [.. late, "the actors"];
    }
}
