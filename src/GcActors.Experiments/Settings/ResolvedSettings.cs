using GcActors.Core.Settings;

namespace GcActors.Experiments.Settings;

/// <summary>Settings of one trial with their flattened form and the origin of each value that is not a default.</summary>
/// <param name="Settings">What the trial takes.</param>
/// <param name="Flat">See <see cref="FlatSettings"/>.</param>
/// <param name="Origins">By dotted key: <c>file:line:column</c> or an option; absent: the default.</param>
public sealed record ResolvedSettings(
    TrialSettings Settings, SortedDictionary<string, string> Flat, IReadOnlyDictionary<string, string> Origins)
{
    public string TrialId => FlatSettings.TrialId(Flat);
}
