namespace GcActors.Experiments.Running;

/// <summary>Cells that run no trial but a loop of their own: bare counts (<see cref="TouchCell"/>), bare messages (<see cref="MessagingCell"/>). One line here for each kind,
/// and one where the child runs it.</summary>
public static class ProbeCell
{
    private static readonly (string Key, Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> Resolve)[] s_kinds =
    [
        (TouchCell.StrategyKey, TouchCell.Resolve),
        (MessagingCell.KindKey, settings => MessagingCell.Of(settings).Settings),
    ];

    public static bool Is(IReadOnlyDictionary<string, string> settings) => s_kinds.Any(kind => settings.ContainsKey(kind.Key));

    /// <summary>All that the probe looks at, complete: what an experiment's base says of trials is nothing to it.</summary>
    public static IReadOnlyDictionary<string, string> Resolve(IReadOnlyDictionary<string, string> settings) =>
        s_kinds.First(kind => settings.ContainsKey(kind.Key)).Resolve(settings);

    /// <summary>The line that repeats a cell.</summary>
    public static string CommandLine(IReadOnlyDictionary<string, string> settings) =>
        $"echo '{{{string.Join(',', settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"\"{s.Key}\":\"{s.Value}\""))}}}' | gcactors invocation";
}
