using GcActors.Core.Wording;
using GcActors.Experiments.Settings;

namespace GcActors.Experiments.GcLogs;

/// <summary>Where a log of collections goes, and in which dialect: <c>[DIALECT:]FILE</c>.</summary>
/// <param name="Dialect">How it is written.</param>
/// <param name="Path">A file, or <see cref="StandardError"/>.</param>
public sealed record GcLogTarget(GcLogDialect Dialect, string Path)
{
    /// <summary>The path that means stderr.</summary>
    public const string StandardError = "-";

    /// <summary>The dialects' names.</summary>
    public static IReadOnlyList<string> Dialects { get; } = ["unified", "cpython"];

    public bool IsStandardError => Path == StandardError;

    /// <param name="text">What a person wrote. A word before a colon is a dialect; a file with such a name is written <c>./NAME:…</c>.</param>
    /// <param name="origin">The option.</param>
    /// <exception cref="SettingsException">An unknown dialect, or no file.</exception>
    public static GcLogTarget Parse(string text, string origin)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        bool hasDialect = colon > 0 && text[..colon].All(char.IsAsciiLetter);
        string path = hasDialect ? text[(colon + 1)..] : text;
        if (path.Length == 0)
            throw new SettingsException(origin, $"'{text}' names no file (FILE, or - for stderr)");
        return new GcLogTarget(hasDialect ? DialectOf(text[..colon], origin) : GcLogDialect.Unified, path);
    }

    /// <summary>Several of them, each to a place of its own.</summary>
    /// <exception cref="SettingsException">As <see cref="Parse(string, string)"/>; or two logs go to one place, where their lines would mix.</exception>
    public static IReadOnlyList<GcLogTarget> ParseAll(IEnumerable<string> texts, string origin)
    {
        GcLogTarget[] targets = [.. texts.Select(text => Parse(text, origin))];
        IGrouping<string, GcLogTarget>? shared = targets
            .GroupBy(target => target.IsStandardError ? target.Path : System.IO.Path.GetFullPath(target.Path), StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1);
        return shared == null ? targets : throw new SettingsException(origin, $"two logs go to '{shared.First().Path}'");
    }

    private static GcLogDialect DialectOf(string word, string origin)
    {
        for (int i = 0; i < Dialects.Count; i++)
        {
            if (Dialects[i] == word)
                return (GcLogDialect)i;
        }

        string hint = NearestName.Find(word, Dialects) is { } near ? $"did you mean '{near}'? " : "";
        throw new SettingsException(origin, $"unknown dialect '{word}': {hint}{string.Join(", ", Dialects)}; a file of that name is written ./{word}:…");
    }
}
