using GcActors.Core.Actors;
using GcActors.Core.Settings;

namespace GcActors.Cli;

/// <summary>Chooses the actor runtime that the settings name.</summary>
internal static class RuntimeFactory
{
    /// <summary>A fresh system; the caller disposes it.</summary>
    public static IActorSystem Create(TrialSettings settings) =>
        throw new NotSupportedException($"runtime '{settings.Runtime}' is not in this build yet");
}
