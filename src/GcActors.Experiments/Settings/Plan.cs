namespace GcActors.Experiments.Settings;

/// <summary>A named bundle of choices (the term is MMTk's): one file in <c>config/plans</c>, named after the system that it models.</summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Summary">One line.</param>
/// <param name="Source">System and version, paper or PEP.</param>
/// <param name="Settings">What it sets, checked; the rest has the defaults of the settings' declaration.</param>
/// <param name="Departures">Where it differs from the system that it models, one line each.</param>
public sealed record Plan(
    string Name, string Summary, string Source, IReadOnlyList<SettingAssignment> Settings, IReadOnlyList<string> Departures);
