using GcActors.Experiments.Predicates;

namespace GcActors.Experiments.Running;

/// <summary>Where the values that an experiment gives a cell were written. What is not named comes from the cell's plan, or is the default.</summary>
internal static class SettingOrigins
{
    /// <returns>By dotted key, in ordinal order: <c>base</c>, <c>profiles.quick</c>, <c>matrix.M=2</c>, <c>cells</c> or <c>--set</c>.</returns>
    public static SortedDictionary<string, string> Of(Experiment experiment, Cell cell, IReadOnlyDictionary<string, string> overrides) =>
        new(cell.Settings.ToDictionary(setting => setting.Key, setting => Of(experiment, cell, setting.Key, overrides)), StringComparer.Ordinal);

    /// <summary>The uppermost layer that has it, in the order in which <see cref="ExperimentResolver"/> lays them.</summary>
    private static string Of(Experiment experiment, Cell cell, string key, IReadOnlyDictionary<string, string> overrides)
    {
        if (overrides.ContainsKey(key))
            return "--set";
        Factor? factor = experiment.File.Matrix.LastOrDefault(factor => cell.Tags.ContainsKey(factor.Name)
            && (factor.Setting == key || factor.Levels.Any(level => level.Name == cell.Tags[factor.Name] && level.Settings.ContainsKey(key))));
        if (factor is not null && !IsExplicit(experiment, cell))
            return $"matrix.{factor.Name}={cell.Tags[factor.Name]}";
        if (experiment.File.ExplicitCells.FirstOrDefault(own => own.Name == cell.Name)?.Settings.ContainsKey(key) == true)
            return "cells";
        return experiment.Profile.Settings.ContainsKey(key) ? $"profiles.{experiment.Profile.Name}" : "base";
    }

    private static bool IsExplicit(Experiment experiment, Cell cell) => experiment.File.ExplicitCells.Any(own => own.Name == cell.Name);
}
