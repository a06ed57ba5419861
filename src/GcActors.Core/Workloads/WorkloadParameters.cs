using System.Globalization;

namespace GcActors.Core.Workloads;

/// <summary>Checked parameter values of one trial.</summary>
public sealed class WorkloadParameters
{
    private readonly Dictionary<string, long> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <param name="workload">Name for messages.</param>
    /// <param name="declared">The workload's parameters.</param>
    /// <param name="given">Values by name; absent ones have the default.</param>
    /// <param name="mutators">Mutators of the trial.</param>
    /// <exception cref="ArgumentException">An unknown name, a wrong type or a value out of range; the message says what would be right.</exception>
    public WorkloadParameters(string workload, IReadOnlyList<WorkloadParameter> declared, IReadOnlyDictionary<string, string> given, int mutators)
    {
        Mutators = mutators;
        foreach (WorkloadParameter parameter in declared)
        {
            if (parameter.DefaultText is { } usual)
            {
                _texts[parameter.Name] = given.GetValueOrDefault(parameter.Name, usual);
                continue;
            }

            _values[parameter.Name] = given.TryGetValue(parameter.Name, out string? text) ? Parse(parameter, text) : parameter.Default;
        }

        foreach (string name in given.Keys)
        {
            if (!_values.ContainsKey(name) && !_texts.ContainsKey(name))
            {
                throw new ArgumentException($"workload.{name}: '{workload}' has no such parameter; it has {string.Join(", ", declared.Select(p => p.Name))}");
            }
        }
    }

    public int Mutators { get; }

    /// <summary>The value of a declared parameter.</summary>
    public long this[string name] => _values[name];

    /// <summary>The value of a declared parameter that is a text.</summary>
    public string Text(string name) => _texts[name];

    public int AsInt32(string name) => checked((int)_values[name]);

    private static long Parse(WorkloadParameter parameter, string text)
    {
        if (parameter.Choices is { } choices)
        {
            int choice = Array.IndexOf(choices, text);
            return choice >= 0 ? choice : throw new ArgumentException($"workload.{parameter.Name}: '{text}' is none of {string.Join(", ", choices)}");
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            && value >= parameter.Min && value <= parameter.Max
            ? value
            : throw new ArgumentException($"workload.{parameter.Name}: '{text}' is not a whole number from {parameter.Min} to {parameter.Max}");
    }
}
