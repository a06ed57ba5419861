using System.CommandLine;
using GcActors.Core.Scenarios;
using GcActors.Core.Settings;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Scenarios;

/// <summary>The options that choose under which settings scenarios run, the same for every command that runs some.</summary>
internal sealed class ScenarioOptions
{
    /// <summary>Before a version in the name of its plan.</summary>
    public const string CPythonPrefix = "cpython-";

    private readonly Option<string?> plan = new("--plan")
    {
        Description = "Plan: a name of 'list plans', or a file (cpython-VERSION)",
        HelpName = "P",
    };

    private readonly Option<string?> runtime = new("--runtime") { Description = "simulation (default), threads, pool or akka (in a build with -p:EnableAkka=true)", HelpName = "R" };
    private readonly StepLimitOption stepLimit = new();

    private readonly Option<string[]> sets = new("--set")
    {
        Description = "One setting of 'list settings'; may be repeated",
        HelpName = "dotted.key=value",
    };

    public ScenarioOptions()
    {
        plan.CompletionSources.Add(_ => PlanCatalog.Names);
        runtime.CompletionSources.Add(_ => RuntimeFactory.Names);
    }

    /// <summary>For a command that runs one version.</summary>
    public static Option<string?> VersionOption() => new("--version")
    {
        Description = $"Version of CPython whose rules hold, when the plan's name does not say ({ScenarioVersions.Default})",
        HelpName = "V",
    };

    public void AddTo(Command command)
    {
        command.Add(plan);
        command.Add(runtime);
        command.Add(sets);
        command.Add(stepLimit.Option);
    }

    /// <summary>The version whose rules hold: the one that the plan is named after, else the one that is asked for.</summary>
    /// <exception cref="SettingsException">They contradict each other, or there is no such version.</exception>
    public string Version(ParseResult parsed, Option<string?> version)
    {
        string? ofPlan = OfPlan(parsed.GetValue(plan));
        string? asked = parsed.GetValue(version);
        if (asked != null && !ScenarioVersions.All.Contains(asked))
        {
            throw new SettingsException(version.Name, $"unknown version '{asked}'; there are: {string.Join(", ", ScenarioVersions.All)}");
        }

        return asked == null || ofPlan == null || asked == ofPlan
            ? asked ?? ofPlan ?? ScenarioVersions.Default
            : throw new SettingsException(version.Name, $"plan {parsed.GetValue(plan)} has the rules of {ofPlan}, not of {asked}");
    }

    /// <summary>The settings of a version: those of the plan that is asked for, else of <c>cpython-VERSION</c>.</summary>
    /// <exception cref="SettingsException">Something is wrong with them.</exception>
    public TrialSettings Settings(ParseResult parsed, string version, CliContext context)
    {
        TrialSettingsBuilder builder = new TrialSettingsBuilder(context.Vocabulary)
            .UsePlan(parsed.GetValue(plan) ?? CPythonPrefix + version, plan.Name)
            .Lay("runtime", parsed.GetValue(runtime) ?? "simulation", runtime.Name);
        foreach (string set in parsed.GetValue(sets) ?? [])
        {
            builder.Set(SettingAssignment.Parse(set, sets.Name));
        }

        TrialSettings settings = builder.Build().Settings;
        if (ScenarioEngine.Refusal(settings) is { } refusal)
        {
            throw new SettingsException("counting.strategy", refusal);
        }

        TrialChecks.Check(settings, context);
        TrialChecks.RefuseTelemetry(settings, "scenarios leave no traces");
        return settings;
    }

    public long StepLimit(ParseResult parsed) => stepLimit.Read(parsed);

    private static string? OfPlan(string? plan) =>
        plan != null && plan.StartsWith(CPythonPrefix, StringComparison.Ordinal) && ScenarioVersions.All.Contains(plan[CPythonPrefix.Length..])
            ? plan[CPythonPrefix.Length..]
            : null;
}
