using GcActors.Core.Actors;
using GcActors.Core.Settings;
using GcActors.Runtime;

namespace GcActors.Cli;

/// <summary>Chooses the actor runtime that the settings name.</summary>
internal static class RuntimeFactory
{
    /// <summary>A fresh system; the caller disposes it.</summary>
    public static IActorSystem Create(TrialSettings settings) => ActorSystems.Create(settings.Runtime, settings.Seed);
}
