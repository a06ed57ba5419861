using Akka.Actor;
using GcActors.Core.Actors;
using GcActors.Runtime;

namespace GcActors.Akka;

/// <summary>
/// "What if the actors live in Akka.NET?" All actors of a trial are children of one supervisor in an Akka <see cref="ActorSystem"/>: one that this makes and
/// terminates, or the user's, of which it stops nothing but its own actors. A pinned actor has a <c>PinnedDispatcher</c>, shared and calling ones share a fork-join
/// executor: Akka's own calling-thread dispatcher runs the receiver inside Tell, which <see cref="IActorRef{TMessage}"/> forbids.
/// </summary>
public sealed class AkkaActorSystem : ActorSystemBase
{
    public const string Name = "akka";

    private static int s_systems;

    private readonly ActorSystem _akka;
    private readonly bool _isOwned;
    private readonly IActorRef _supervisor;
    private readonly AkkaTimers _timers;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes an <see cref="ActorSystem"/> of its own, which <c>Dispose</c> terminates.</summary>
    public AkkaActorSystem(ulong seed, ActorRuntimeOptions? options = null)
        : this(ActorSystem.Create("gcactors", AkkaConfiguration.OwnSystem), isOwned: true, seed, options)
    {
    }

    /// <summary>Lives in a running <see cref="ActorSystem"/>. Its settings stay as they are, but for the section <c>gcactors.akka</c>, which is added below them.</summary>
    public AkkaActorSystem(ActorSystem akka, ulong seed, ActorRuntimeOptions? options = null)
        : this(AkkaConfiguration.AddedTo(akka), isOwned: false, seed, options)
    {
    }

    private AkkaActorSystem(ActorSystem akka, bool isOwned, ulong seed, ActorRuntimeOptions? options)
        : base(seed, options ?? ActorRuntimeOptions.Default)
    {
        _akka = akka;
        _isOwned = isOwned;
        _timers = new AkkaTimers(akka.Scheduler, new Cancelable(akka.Scheduler));
        SupervisorName = $"gcactors-{Interlocked.Increment(ref s_systems)}";
        _supervisor = akka.ActorOf(Props.Create(() => new TrialSupervisor(this)).WithDispatcher(AkkaConfiguration.SupervisorDispatcher), SupervisorName);
    }

    public override string RuntimeName => Name;

    public override bool IsVirtualTime => false;

    public override bool HasPinnedThreads => true;

    /// <summary>Of the actor under <c>/user</c> whose children the hosted actors are.</summary>
    public string SupervisorName { get; }

    /// <summary>Actors whose core was asked for and not given; a contention figure with any of these means little.</summary>
    public IReadOnlyList<string> UnboundActors => [.. Cells().Cast<IHostedCell>().Where(cell => cell.IsUnbound).Select(cell => cell.Name)];

    internal override long NowNs => MonotonicClock.NowNs;

    /// <summary>Where Akka sends what nobody can receive.</summary>
    internal IActorRef DeadLetterRef => _akka.DeadLetters;

    internal override void AddTimer(long delayNs, TimerEntry entry) => _timers.Add(delayNs, entry);

    /// <summary>The supervisor starts the actor on its own thread, and says so to the cell.</summary>
    internal void Start(IHostedCell cell) => _supervisor.Tell(cell, ActorRefs.NoSender);

    /// <summary>An actor has stopped. Where the run is not over, somebody else stopped it (a PoisonPill, the end of Akka's system), and others may wait for it for ever.</summary>
    internal void FailUnlessHalted(string actorName)
    {
        if (!IsHalted)
        {
            Fail(actorName, "a stop", new InvalidOperationException($"somebody in the ActorSystem '{_akka.Name}' stopped it, or the ActorSystem, during the run"));
        }
    }

    /// <summary>By the supervisor, when all its children have stopped.</summary>
    internal void End()
    {
        FailUnlessHalted(SupervisorName);
        _ended.SetResult();
    }

    private protected override TypedCell<TMessage> CreateCell<TMessage>(int id, IActor<TMessage> actor, ActorOptions options) =>
        new AkkaCell<TMessage>(this, id, actor, options);

    /// <summary>A supervisor stops after its last child, and a child after the message that it is handling.</summary>
    private protected override IReadOnlyList<string> Join(long untilNs)
    {
        _timers.Cancel();
        _akka.Stop(_supervisor);
        if (!_ended.Task.Wait(TimeLeft(untilNs)))
        {
            return [.. Cells().Where(cell => !cell.IsStopped).Select(cell => cell.Name)];
        }

        return !_isOwned || _akka.Terminate().Wait(TimeLeft(untilNs)) ? [] : [$"the ActorSystem '{_akka.Name}'"];
    }
}
