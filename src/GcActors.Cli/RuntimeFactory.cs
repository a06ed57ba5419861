using GcActors.Core.Actors;
using GcActors.Core.Settings;
using GcActors.Experiments.Settings;
using GcActors.Runtime;

namespace GcActors.Cli;

/// <summary>The actor runtimes that the settings can name, those included that this build may not have.</summary>
internal static class RuntimeFactory
{
    /// <summary>The setting.</summary>
    public const string Key = "runtime";

    /// <summary>Those that this build has.</summary>
    public static IReadOnlyList<string> Names { get; } = AkkaRuntime.Missing is null ? [.. ActorSystems.Names, AkkaRuntime.Name] : ActorSystems.Names;

    /// <summary>A fresh system; the caller disposes it.</summary>
    /// <exception cref="SettingsException">This build does not have that runtime.</exception>
    public static IActorSystem Create(TrialSettings settings) => Create(settings.Runtime, settings.Seed);

    /// <inheritdoc cref="Create(TrialSettings)"/>
    public static IActorSystem Create(string runtime, ulong seed)
    {
        Check(runtime);
        return runtime == AkkaRuntime.Name ? AkkaRuntime.Create(seed) : ActorSystems.Create(runtime, seed);
    }

    /// <exception cref="SettingsException">This build does not have that runtime.</exception>
    public static void Check(string runtime)
    {
        if (WhyMissing(runtime) is { } reason)
        {
            throw new SettingsException(Key, reason);
        }
    }

    /// <summary>Null: this build has it, or there is no such runtime.</summary>
    public static string? WhyMissing(string runtime) => runtime == AkkaRuntime.Name ? AkkaRuntime.Missing : null;
}
