using GcActors.Core.Wording;

namespace GcActors.Experiments.Settings.Documents;

/// <summary>A nested map in the keys of <see cref="SettingsCatalog"/> as checked assignments. A key may also be written dotted.</summary>
public static class SettingsTree
{
    /// <param name="map">The value of a file's <c>settings</c> key.</param>
    /// <param name="vocabulary">Checks names.</param>
    /// <exception cref="SettingsException">Unknown key or name, wrong type, out of range, bad choice, duplicate key.</exception>
    public static IReadOnlyList<SettingAssignment> Read(DocumentMap map, Vocabulary vocabulary)
    {
        List<SettingAssignment> assignments = [];
        Collect(map, "", vocabulary, assignments);
        return assignments;
    }

    private static void Collect(DocumentMap map, string prefix, Vocabulary vocabulary, List<SettingAssignment> assignments)
    {
        foreach (DocumentEntry entry in map.Entries)
        {
            string key = prefix + entry.Key;
            if (SettingsCatalog.Find(key) is { } declaration)
            {
                Add(entry, declaration, vocabulary, assignments);
            }
            else if (IsSection(key))
            {
                Collect(entry.Value.AsMap($"'{key}'"), key + ".", vocabulary, assignments);
            }
            else
            {
                throw UnknownKey(entry, prefix);
            }
        }
    }

    private static void Add(DocumentEntry entry, SettingDeclaration declaration, Vocabulary vocabulary, List<SettingAssignment> assignments)
    {
        if (assignments.Any(a => a.Key == declaration.Key))
        {
            throw new SettingsException(entry.KeyPosition.ToString(), $"duplicate key '{declaration.Key}'; a key stands once");
        }

        DocumentScalar scalar = entry.Value.AsScalar($"'{declaration.Key}'");
        string value = scalar.AsValueOf(declaration);
        vocabulary.Check(declaration.Key, value, scalar.Position.ToString());
        assignments.Add(new SettingAssignment(declaration.Key, value, scalar.Position.ToString()));
    }

    private static bool IsSection(string key) => SettingsCatalog.All.Any(d => d.Key.StartsWith(key + ".", StringComparison.Ordinal));

    private static SettingsException UnknownKey(DocumentEntry entry, string prefix)
    {
        IEnumerable<string> here = SettingsCatalog.All
            .Where(d => d.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(d => d.Key[prefix.Length..].Split('.')[0])
            .Distinct();
        return new SettingsException(entry.KeyPosition.ToString(), $"unknown key '{entry.Key}'{NearestName.Hint(entry.Key, here, "keys here")}");
    }
}
