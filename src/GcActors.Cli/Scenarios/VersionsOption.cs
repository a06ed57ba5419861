using System.CommandLine;
using GcActors.Core.Scenarios;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Scenarios;

/// <summary>The versions whose rules are looked at.</summary>
internal sealed class VersionsOption
{
    public Option<string[]> Option { get; } = new("--versions")
    {
        Description = $"Versions of CPython ({string.Join(' ', ScenarioVersions.Measured)})",
        HelpName = "V",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <returns>In the order of release; <see cref="ScenarioVersions.Measured"/> when none is named.</returns>
    /// <exception cref="SettingsException">There is no such version.</exception>
    public IReadOnlyList<string> Read(ParseResult parsed)
    {
        string[] asked = [.. (parsed.GetValue(Option) ?? []).SelectMany(word => word.Split(',', StringSplitOptions.RemoveEmptyEntries))];
        string? unknown = Array.Find(asked, version => !ScenarioVersions.All.Contains(version));
        return unknown == null
            ? [.. ScenarioVersions.All.Where((asked.Length > 0 ? asked : ScenarioVersions.Measured).Contains)]
            : throw new SettingsException(Option.Name, $"unknown version '{unknown}'; there are: {string.Join(", ", ScenarioVersions.All)}");
    }
}
