using GcActors.Core;
using GcActors.Core.Protocol;
using GcActors.Core.Scenarios;
using GcActors.Core.Settings;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Scenarios;

/// <summary>One column of <c>scenario plans</c>: a plan of its own, or the plan of a version with some settings changed.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Plan">Name or file; null: that of the version.</param>
/// <param name="Sets">Assignments that are laid over it.</param>
internal sealed record PlanChoice(string Name, string? Plan, IReadOnlyList<string> Sets)
{
    /// <summary>Every choice of the catalog, one at a time.</summary>
    public static IReadOnlyList<PlanChoice> OneAtATime { get; } =
    [
        .. Catalog.Counters.Select(entry => Of($"counting.strategy={entry.Name}")),
        .. Catalog.Allocators.Select(entry => Of($"heap.allocator={entry.Name}")),
        .. Catalog.Collectors.Select(entry => Of($"collection.collector={entry.Name}")),
        Of("collection.order=place"),
        Of("collection.workers=2", "collection.parallel_from=0"),
        Of("collection.workers=2", "collection.parallel_from=0", "collection.order=place"),
        .. new[] { "simulation", "threads", "pool" }.Select(runtime => Of($"runtime={runtime}")),
    ];

    public static PlanChoice Of(params string[] sets) => new(string.Join(' ', sets), null, sets);

    /// <summary>The settings for a version's rules, and why scenarios cannot run with them, or null.</summary>
    /// <exception cref="SettingsException">A name or value is wrong.</exception>
    public (TrialSettings Settings, string? Refusal) Settings(string version, Vocabulary vocabulary)
    {
        TrialSettingsBuilder builder = new TrialSettingsBuilder(vocabulary)
            .UsePlan(Plan ?? ScenarioOptions.CPythonPrefix + version, "--plan")
            .Lay("runtime", "simulation", "--runtime");
        foreach (string set in Sets)
        {
            builder.Set(SettingAssignment.Parse(set, "choice"));
        }

        TrialSettings settings = builder.Build().Settings;
        return (settings, ScenarioEngine.Refusal(settings) ?? Preflight.Check(settings).FirstOrDefault(finding => !finding.IsWarning)?.Message);
    }
}
