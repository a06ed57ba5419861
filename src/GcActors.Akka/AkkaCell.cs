using System.Runtime.CompilerServices;
using Akka.Actor;
using GcActors.Core.Actors;
using GcActors.Core.Host;
using GcActors.Runtime;
using GcActors.Runtime.Telemetry;

namespace GcActors.Akka;

/// <summary>An actor that Akka runs: ref and context for ours, and what its <see cref="ActorHost{TMessage}"/> calls.</summary>
internal sealed class AkkaCell<TMessage> : TypedCell<TMessage>, IHostedCell
{
    private readonly AkkaActorSystem _system;
    private readonly ActorOptions _options;
    private readonly Lock _gate = new();
    private Queue<TMessage>? _early;
    private IActorRef? _host;
    private MailboxClock? _clock;
    private volatile bool _isUnbound;

    public AkkaCell(AkkaActorSystem system, int id, IActor<TMessage> actor, ActorOptions options)
        : base(system, id, actor, options)
    {
        _system = system;
        _options = options;
    }

    public override MailboxClock? Clock
    {
        get => _clock;
        set => _clock = value;
    }

    public bool IsUnbound => _isUnbound;

    public bool IsStopping => _receiver.Stopping;

    public Props Host => Props.Create(() => new ActorHost<TMessage>(this))
        .WithDispatcher(AkkaConfiguration.DispatcherOf(_options.Dispatcher))
        .WithMailbox(AkkaConfiguration.Mailbox);

    /// <summary>For Akka's side. Just after Spawn it waits for the supervisor, which waits for nobody.</summary>
    public IActorRef AkkaRef => Volatile.Read(ref _host) ?? AwaitHost();

    /// <summary>The sender is Akka's implicit one: the actor that is receiving on this thread, if one is.</summary>
    public override void Tell(TMessage message)
    {
        _clock?.Tell();
        if (Volatile.Read(ref _host) is { } host)
        {
            host.Tell(message);
        }
        else
        {
            TellEarly(message);
        }
    }

    public override void Start() => _system.Start(this);

    /// <summary>What came early goes first: nobody sees the host before it is in the mailbox.</summary>
    public void Started(IActorRef host)
    {
        lock (_gate)
        {
            while (_early?.TryDequeue(out TMessage? message) == true)
            {
                host.Tell(message, ActorRefs.NoSender);
            }

            Volatile.Write(ref _host, host);
        }
    }

    public void NoteDeadLetter(object message)
    {
        if (message is TMessage && !_system.IsHalted)
        {
            CountDeadLetter();
        }
    }

    /// <summary>On the thread that the actor receives on; a pinned one has no other.</summary>
    public void BindThread()
    {
        if (_options is { Dispatcher: ActorDispatcher.Pinned, Core: { } core })
        {
            _isUnbound = !ThreadCore.TryBindCurrentThread(core);
        }
    }

    /// <summary>Between two messages of the actor, on its host's thread. What it throws is for the supervisor.</summary>
    public void Receive(TMessage message)
    {
        if (_system.IsHalted)
        {
            return;
        }

        ReceivingThread thread = ReceivingThread.Current;
        ReceivingThread.Role outer = thread.Enter(_system, isHost: false);
        try
        {
            Volatile.Write(ref _receiver.Delivered, _receiver.Delivered + 1);
            _clock?.Receive(_receiver.Delivered - 1);
            _actor.Receive(message, this);
        }
        catch (Exception thrown)
        {
            throw _system.FailureOf(Name, message, thrown);
        }
        finally
        {
            thread.Leave(outer);
        }
    }

    /// <summary>Stopped by itself, with the whole trial, or by somebody who had no business to.</summary>
    public void Retire()
    {
        Volatile.Write(ref _receiver.Stopped, true);
        if (!IsStopping)
        {
            _system.FailUnlessHalted(Name);
        }
    }

    /// <summary>The supervisor has not started it yet, and Tell waits for nobody.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TellEarly(TMessage message)
    {
        lock (_gate)
        {
            if (_host is { } host)
            {
                host.Tell(message);
            }
            else
            {
                (_early ??= new Queue<TMessage>()).Enqueue(message);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private IActorRef AwaitHost()
    {
        var wait = new SpinWait();
        while (Volatile.Read(ref _host) is null && !_system.IsHalted)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        return Volatile.Read(ref _host) ?? _system.DeadLetterRef;
    }
}
