using GcActors.Core.Wording;

namespace GcActors.Experiments.Settings.Documents;

/// <summary>Keys in the order of the file, each once.</summary>
public sealed record DocumentMap(SourcePosition Position, IReadOnlyList<DocumentEntry> Entries) : DocumentNode(Position)
{
    /// <summary>The value of a key, or null.</summary>
    public DocumentNode? Find(string key) => Entries.FirstOrDefault(e => e.Key == key)?.Value;

    /// <exception cref="SettingsException">The key is missing.</exception>
    public DocumentNode Get(string key) => Find(key) ?? throw Error($"key '{key}' is missing");

    /// <exception cref="SettingsException">A key is not among these.</exception>
    public void AllowOnly(params IReadOnlyList<string> keys)
    {
        foreach (DocumentEntry entry in Entries.Where(e => !keys.Contains(e.Key)))
        {
            throw new SettingsException(entry.KeyPosition.ToString(), $"unknown key '{entry.Key}'{NearestName.Hint(entry.Key, keys, "keys here")}");
        }
    }

    internal override string Describe() => "a map";
}
