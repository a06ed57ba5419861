using System.Reflection;
using GcActors.Core.Settings;
using GcActors.Core.Wording;

namespace GcActors.Experiments.Settings;

/// <summary>Every setting of a trial, read once from <see cref="TrialSettings"/>, in the order of its declaration.</summary>
public static class SettingsCatalog
{
    /// <summary>Before a workload parameter's name in a flattened key; the workload itself is the key without the dot.</summary>
    public const string ParameterPrefix = "workload.";

    private static readonly Dictionary<string, SettingDeclaration> ByKey;

    static SettingsCatalog()
    {
        All = [.. Declarations(typeof(TrialSettings), [])];
        ByKey = All.ToDictionary(d => d.Key, StringComparer.Ordinal);
    }

    public static IReadOnlyList<SettingDeclaration> All { get; }

    /// <summary>The declaration of a dotted key, or null.</summary>
    public static SettingDeclaration? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <exception cref="SettingsException">No setting has that key.</exception>
    public static SettingDeclaration Get(string key, string origin) => Find(key) ??
        throw new SettingsException(origin, $"unknown key '{key}'{KeyHint(key)}");

    private static string KeyHint(string key) => NearestName.Find(key, ByKey.Keys) is { } nearest
        ? $" (did you mean '{nearest}'?)"
        : "; 'gcactors list settings' shows all keys";

    private static IEnumerable<SettingDeclaration> Declarations(Type section, PropertyInfo[] path)
    {
        foreach (PropertyInfo property in section.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            PropertyInfo[] here = [.. path, property];
            if (property.GetCustomAttribute<SettingAttribute>() is { } attribute)
            {
                yield return new SettingDeclaration(here, attribute);
            }
            else if (property.PropertyType.Namespace == typeof(TrialSettings).Namespace)
            {
                foreach (SettingDeclaration declaration in Declarations(property.PropertyType, here))
                {
                    yield return declaration;
                }
            }
        }
    }
}
