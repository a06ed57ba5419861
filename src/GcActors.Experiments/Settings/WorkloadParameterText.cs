using System.Globalization;
using GcActors.Core.Wording;
using GcActors.Core.Workloads;

namespace GcActors.Experiments.Settings;

/// <summary>Values of workload parameters as they are written: numbers in digits, choices as words.</summary>
public static class WorkloadParameterText
{
    public static string DefaultOf(WorkloadParameter parameter) => Text(parameter, parameter.Default);

    /// <summary>The value of known-answer tests and simulations.</summary>
    public static string SmallOf(WorkloadParameter parameter) => Text(parameter, parameter.Small);

    /// <summary>All values of a parameter with few.</summary>
    public static IEnumerable<string> ValuesOf(WorkloadParameter parameter) =>
        Enumerable.Range(0, (int)(parameter.Max - parameter.Min) + 1).Select(i => Text(parameter, parameter.Min + i));

    /// <exception cref="SettingsException">Wrong type, out of range, or not among the choices.</exception>
    public static string Canonical(WorkloadParameter parameter, string text, string origin)
    {
        string key = SettingsCatalog.ParameterPrefix + parameter.Name;
        if (parameter.DefaultText != null)
        {
            return text.Length > 0 ? text : throw new SettingsException(origin, $"{key}: a text, not nothing");
        }

        if (parameter.Choices is not { } choices)
        {
            return WholeNumber.Canonical(key, text, parameter.Min, parameter.Max, origin);
        }

        return choices.Contains(text)
            ? text
            : throw new SettingsException(origin, $"{key}: unknown value '{text}'{NearestName.Hint(text, choices, "one of")}");
    }

    private static string Text(WorkloadParameter parameter, long value) =>
        parameter.DefaultText ?? (parameter.Choices is { } choices ? choices[value] : value.ToString(CultureInfo.InvariantCulture));
}
