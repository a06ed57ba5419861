using System.Security.Cryptography;
using System.Text;
using GcActors.Core.Settings;
using GcActors.Core.Wording;
using GcActors.Core.Workloads;

namespace GcActors.Experiments.Settings;

/// <summary>The flattened form of <see cref="TrialSettings"/>: dotted keys to canonical text, every key present. It is what a result row
/// carries, what a child process is given, and what a trial's id is the hash of.</summary>
public static class FlatSettings
{
    /// <summary>All settings and all parameters of the workload, defaults filled in.</summary>
    public static SortedDictionary<string, string> Flatten(TrialSettings settings, Vocabulary vocabulary)
    {
        SortedDictionary<string, string> flat = new(StringComparer.Ordinal);
        foreach (SettingDeclaration declaration in SettingsCatalog.All)
        {
            flat[declaration.Key] = declaration.Get(settings);
        }

        foreach (WorkloadParameter parameter in vocabulary.ParametersOf(settings.Workload))
        {
            flat[SettingsCatalog.ParameterPrefix + parameter.Name] =
                settings.Parameters.GetValueOrDefault(parameter.Name) ?? WorkloadParameterText.DefaultOf(parameter);
        }

        return flat;
    }

    /// <summary>The settings that a flattened form says; what is absent has its default.</summary>
    /// <exception cref="SettingsException">Unknown key or name, wrong type, out of range.</exception>
    public static TrialSettings Unflatten(IReadOnlyDictionary<string, string> flat, Vocabulary vocabulary, string origin = "settings") =>
        Unflatten(flat, vocabulary, _ => origin);

    /// <summary>First 16 hexadecimal digits of the SHA-256 over the lines <c>key=value\n</c> in ordinal order of the keys.</summary>
    public static string TrialId(IReadOnlyDictionary<string, string> flat)
    {
        StringBuilder lines = new();
        foreach ((string key, string value) in flat.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            lines.Append(key).Append('=').Append(value).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())))[..16];
    }

    internal static TrialSettings Unflatten(IReadOnlyDictionary<string, string> flat, Vocabulary vocabulary, Func<string, string> originOf)
    {
        TrialSettings settings = new();
        SortedDictionary<string, string> parameters = new(StringComparer.Ordinal);
        foreach ((string key, string value) in flat.Where(pair => !IsParameter(pair.Key)))
        {
            SettingDeclaration declaration = SettingsCatalog.Get(key, originOf(key));
            string canonical = declaration.Canonical(value, originOf(key));
            vocabulary.Check(key, canonical, originOf(key));
            declaration.Set(settings, canonical);
        }

        vocabulary.Check("workload", settings.Workload, flat.ContainsKey("workload") ? originOf("workload") : "workload");
        foreach ((string key, string value) in flat.Where(pair => IsParameter(pair.Key)))
        {
            WorkloadParameter parameter = ParameterOf(settings.Workload, key, vocabulary, originOf(key));
            parameters[parameter.Name] = WorkloadParameterText.Canonical(parameter, value, originOf(key));
        }

        return settings with { Parameters = parameters };
    }

    private static bool IsParameter(string key) => key.StartsWith(SettingsCatalog.ParameterPrefix, StringComparison.Ordinal);

    private static WorkloadParameter ParameterOf(string workload, string key, Vocabulary vocabulary, string origin)
    {
        IReadOnlyList<WorkloadParameter> declared = vocabulary.ParametersOf(workload);
        string name = key[SettingsCatalog.ParameterPrefix.Length..];
        return declared.FirstOrDefault(p => p.Name == name) ?? throw new SettingsException(
            origin,
            declared.Count == 0
                ? $"workload '{workload}' has no parameters, so not '{name}' either"
                : $"workload '{workload}' has no parameter '{name}'{NearestName.Hint(name, declared.Select(p => p.Name), "it has")}");
    }
}
