using GcActors.Core.Actors;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;

namespace GcActors.Cli;

/// <summary>One trial in this process.</summary>
internal static class TrialRun
{
    public static TrialReport Run(TrialSettings settings, ITrialObserver? observer, CancellationToken cancellation)
    {
        using IActorSystem system = RuntimeFactory.Create(settings);
        return Trial.Run(settings, system, observer, cancellation);
    }
}
