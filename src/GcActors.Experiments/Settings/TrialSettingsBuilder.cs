using GcActors.Core.Settings;
using GcActors.Core.Workloads;

namespace GcActors.Experiments.Settings;

/// <summary>Lays values over each other: defaults, then a plan, then a profile of the command, then what was asked for explicitly.</summary>
public sealed class TrialSettingsBuilder(Vocabulary vocabulary)
{
    private readonly Dictionary<string, SettingAssignment> laid = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SettingAssignment> asked = new(StringComparer.Ordinal);
    private bool wantsSmallParameters;

    /// <summary>Completes the settings of an experiment's cell: its <c>plan</c> is laid, everything else is explicit.</summary>
    /// <param name="cell">Dotted keys, <c>plan</c> among them.</param>
    /// <param name="vocabulary">Checks names.</param>
    /// <param name="origin">The experiment's file, for messages.</param>
    /// <exception cref="SettingsException">Something is wrong with them.</exception>
    public static ResolvedSettings Resolve(IReadOnlyDictionary<string, string> cell, Vocabulary vocabulary, string origin)
    {
        TrialSettingsBuilder builder = new(vocabulary);
        builder.UsePlan(cell.GetValueOrDefault("plan") ?? throw new SettingsException(origin, "a cell needs a 'plan'"), origin);
        foreach ((string key, string value) in cell.Where(pair => pair.Key != "plan"))
        {
            builder.Set(key, value, origin);
        }

        return builder.Build();
    }

    /// <param name="nameOrPath">See <see cref="PlanCatalog.Load"/>.</param>
    /// <param name="origin">Who names it.</param>
    /// <exception cref="SettingsException">No such plan, or it is wrong.</exception>
    public TrialSettingsBuilder UsePlan(string nameOrPath, string origin)
    {
        Plan plan = PlanCatalog.Load(nameOrPath, vocabulary, origin);
        Lay("plan", plan.Name, origin);
        foreach (SettingAssignment assignment in plan.Settings)
        {
            laid[assignment.Key] = assignment;
        }

        return this;
    }

    /// <summary>A value that replaces the plan's and yields to an explicit one.</summary>
    public TrialSettingsBuilder Lay(string key, string value, string origin)
    {
        laid[key] = new SettingAssignment(key, value, origin);
        return this;
    }

    /// <summary>Workload parameters that nobody sets take the sizes of known-answer tests.</summary>
    public TrialSettingsBuilder UseSmallParameters()
    {
        wantsSmallParameters = true;
        return this;
    }

    /// <summary>An explicit value.</summary>
    /// <exception cref="SettingsException">The key was set explicitly before: which one is meant?</exception>
    public TrialSettingsBuilder Set(string key, string value, string origin) => Set(new SettingAssignment(key, value, origin));

    /// <inheritdoc cref="Set(string, string, string)"/>
    public TrialSettingsBuilder Set(SettingAssignment assignment)
    {
        if (!asked.TryAdd(assignment.Key, assignment))
        {
            throw new SettingsException(assignment.Origin, $"'{assignment.Key}' is set twice; it was already set by {asked[assignment.Key].Origin}");
        }

        return this;
    }

    /// <exception cref="SettingsException">The first thing that is wrong with the values.</exception>
    public ResolvedSettings Build()
    {
        RefusePlanAsKey();
        Dictionary<string, SettingAssignment> values = new(laid, StringComparer.Ordinal);
        foreach (SettingAssignment assignment in asked.Values)
        {
            values[assignment.Key] = assignment;
        }

        Dictionary<string, string> flat = values.ToDictionary(v => v.Key, v => v.Value.Value, StringComparer.Ordinal);
        TrialSettings settings = FlatSettings.Unflatten(flat, vocabulary, key => values[key].Origin);
        settings = wantsSmallParameters ? WithSmallParameters(settings) : settings;
        return new ResolvedSettings(
            settings,
            FlatSettings.Flatten(settings, vocabulary),
            values.ToDictionary(v => v.Key, v => v.Value.Origin, StringComparer.Ordinal));
    }

    // A plan's name without its settings would be a lie in the result row.
    private void RefusePlanAsKey()
    {
        if (asked.TryGetValue("plan", out SettingAssignment? plan))
        {
            throw new SettingsException(plan.Origin, "a plan is chosen by --plan, not as a setting");
        }
    }

    private TrialSettings WithSmallParameters(TrialSettings settings)
    {
        SortedDictionary<string, string> parameters = new(StringComparer.Ordinal);
        foreach (WorkloadParameter parameter in vocabulary.ParametersOf(settings.Workload))
        {
            parameters[parameter.Name] = settings.Parameters.GetValueOrDefault(parameter.Name) ?? WorkloadParameterText.SmallOf(parameter);
        }

        return settings with { Parameters = parameters };
    }
}
