using Akka.Actor;
using Akka.Configuration;
using GcActors.Core.Actors;

namespace GcActors.Akka;

/// <summary>What <c>config/akka.conf</c> says. Every key is explained there.</summary>
public static class AkkaConfiguration
{
    internal const string SupervisorDispatcher = Section + ".supervisor-dispatcher";
    internal const string Mailbox = Section + ".mailbox";

    private const string Section = "gcactors.akka";
    private const string SharedDispatcher = Section + ".shared-dispatcher";
    private const string PinnedDispatcher = Section + ".pinned-dispatcher";

    /// <summary>The section <c>gcactors.akka</c>: for a host that wants to lay its own values over it before it makes its <see cref="ActorSystem"/>.</summary>
    public static Config Default { get; } = ConfigurationFactory.FromResource("akka.conf", typeof(AkkaConfiguration).Assembly);

    /// <summary>For a system that is the runtime's own.</summary>
    internal static Config OwnSystem => Default.GetConfig(Section + ".own-system").WithFallback(Default);

    /// <summary>As Akka's own extensions do: below what the host has set, above what Akka says.</summary>
    internal static ActorSystem AddedTo(ActorSystem akka)
    {
        ArgumentNullException.ThrowIfNull(akka);
        akka.Settings.InjectTopLevelFallback(Default);
        return akka;
    }

    internal static string DispatcherOf(ActorDispatcher dispatcher) => dispatcher == ActorDispatcher.Pinned ? PinnedDispatcher : SharedDispatcher;
}
