using GcActors.Experiments.Settings.Documents;

namespace GcActors.Experiments.Settings;

/// <summary>Reads one plan file.</summary>
public static class PlanLoader
{
    /// <summary>Keys of a plan file besides its settings.</summary>
    internal static IReadOnlyList<string> Keys { get; } = ["summary", "source", "settings", "departures"];

    /// <summary>Settings that belong to a trial and not to a plan.</summary>
    internal static IReadOnlyList<string> TrialKeys { get; } = ["plan", "workload", "mutators", "seed", "runtime"];

    /// <exception cref="SettingsException">Unreadable or wrong.</exception>
    public static Plan LoadFile(string path, Vocabulary vocabulary) =>
        Load(Path.GetFileNameWithoutExtension(path), DocumentReader.ReadFile(path), vocabulary);

    /// <exception cref="SettingsException">Something in it is wrong.</exception>
    public static Plan Load(string name, DocumentNode document, Vocabulary vocabulary)
    {
        DocumentMap map = document.AsMap("a plan");
        map.AllowOnly(Keys);
        DocumentMap settings = map.Get("settings").AsMap("'settings'");
        RefuseTrialKeys(settings);
        return new Plan(
            name,
            map.Get("summary").AsScalar("'summary'").AsText("summary"),
            map.Get("source").AsScalar("'source'").AsText("source"),
            SettingsTree.Read(settings, vocabulary),
            DeparturesOf(map));
    }

    private static void RefuseTrialKeys(DocumentMap settings)
    {
        foreach (DocumentEntry entry in settings.Entries.Where(e => TrialKeys.Contains(e.Key)))
        {
            throw new SettingsException(entry.KeyPosition.ToString(), $"'{entry.Key}' is chosen for each trial; a plan cannot set it");
        }
    }

    private static List<string> DeparturesOf(DocumentMap map) => map.Find("departures") is { } node
        ? [.. node.AsList("'departures'").Items.Select(i => i.AsScalar("a departure").AsText("departures"))]
        : [];
}
