using GcActors.Core.Actors;
using GcActors.Core.Settings;

namespace GcActors.Core.Protocol;

/// <summary>Runs one trial: builds heap and actors from the settings, runs them on the given system, returns what was measured.</summary>
public static class Trial
{
    /// <param name="settings">Checked by <see cref="Preflight"/> first.</param>
    /// <param name="system">A fresh system; the caller disposes it.</param>
    /// <param name="observer">Cold notifications, or null.</param>
    /// <param name="cancellation">Ends the trial with <see cref="TrialOutcome.Interrupted"/>.</param>
    /// <exception cref="ActorFailedException">An actor failed.</exception>
    public static TrialReport Run(TrialSettings settings, IActorSystem system, ITrialObserver? observer = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException("replaced when the protocol actors land");
}
