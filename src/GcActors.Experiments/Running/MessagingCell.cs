using System.Globalization;
using GcActors.Experiments.Settings;

namespace GcActors.Experiments.Running;

/// <summary>A cell that runs no trial: actors that send messages and do nothing else, on one of the runtimes.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Runtime">As the setting <c>runtime</c> names it.</param>
/// <param name="Seed">Of a simulation's order.</param>
public sealed record MessagingCell(string Kind, string Runtime, ulong Seed)
{
    /// <summary>Settings with this key are no trial but a probe of messages.</summary>
    public const string KindKey = "probe.messages";

    public const string Stream = "stream";
    public const string RoundTrip = "round-trip";
    public const string WakeUp = "wake-up";
    public const string HandShake = "hand-shake";
    public const string Spawn = "spawn";

    private const string RuntimeKey = "runtime";
    private const string SeedKey = "seed";

    public static IReadOnlyList<string> Kinds { get; } = [Stream, RoundTrip, WakeUp, HandShake, Spawn];

    public static bool Is(IReadOnlyDictionary<string, string> settings) => settings.ContainsKey(KindKey);

    /// <exception cref="SettingsException">There is no such kind or runtime.</exception>
    public static MessagingCell Of(IReadOnlyDictionary<string, string> settings)
    {
        string kind = settings[KindKey];
        if (!Kinds.Contains(kind))
        {
            throw new SettingsException(KindKey, $"'{kind}' is none of {string.Join(", ", Kinds)}");
        }

        SettingDeclaration runtime = SettingsCatalog.All.Single(setting => setting.Key == RuntimeKey);
        SettingDeclaration seed = SettingsCatalog.All.Single(setting => setting.Key == SeedKey);
        return new MessagingCell(
            kind,
            runtime.Canonical(settings.GetValueOrDefault(RuntimeKey, runtime.Default), RuntimeKey),
            ulong.Parse(seed.Canonical(settings.GetValueOrDefault(SeedKey, seed.Default), SeedKey), CultureInfo.InvariantCulture));
    }

    /// <summary>All that it looks at: what an experiment's base says of trials is nothing to it.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        [KindKey] = Kind, [RuntimeKey] = Runtime, [SeedKey] = Seed.ToString(CultureInfo.InvariantCulture),
    };
}
