using System.CommandLine;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Commands;

/// <summary>The options that choose a trial's settings, the same for every command that runs trials. They take text: the settings'
/// declarations check it, with one wording for options, files and <c>--set</c>.</summary>
internal sealed class SettingOptions
{
    private readonly Option<string> plan = new("--plan") { Description = "Plan: a name of 'list plans', or a file", Required = true, HelpName = "P" };
    private readonly Option<string> workload = new("--workload") { Description = "A name of 'list workloads'", Required = true, HelpName = "W" };
    private readonly Option<string?> mutators = new("--mutators") { Description = "Mutator actors (1)", HelpName = "N" };
    private readonly Option<string[]> sets = new("--set")
    {
        Description = "One setting of 'list settings', or workload.NAME; may be repeated",
        HelpName = "dotted.key=value",
    };

    public SettingOptions()
    {
        plan.CompletionSources.Add(_ => PlanCatalog.Names);
    }

    public void AddTo(Command command)
    {
        command.Add(plan);
        command.Add(workload);
        command.Add(mutators);
        command.Add(sets);
    }

    /// <summary>A builder with the plan and everything explicit laid.</summary>
    /// <exception cref="SettingsException">Unknown plan, or an assignment that is none.</exception>
    public TrialSettingsBuilder Read(ParseResult parsed, Vocabulary vocabulary)
    {
        TrialSettingsBuilder builder = new TrialSettingsBuilder(vocabulary)
            .UsePlan(parsed.GetRequiredValue(plan), plan.Name)
            .Set("workload", parsed.GetRequiredValue(workload), workload.Name);
        if (parsed.GetValue(mutators) is { } count)
        {
            builder.Set("mutators", count, mutators.Name);
        }

        foreach (string set in parsed.GetValue(sets) ?? [])
        {
            builder.Set(SettingAssignment.Parse(set, sets.Name));
        }

        return builder;
    }

    /// <summary>The words that choose the same settings again.</summary>
    public IEnumerable<string> Words(ParseResult parsed)
    {
        IEnumerable<string> count = parsed.GetValue(mutators) is { } text ? [mutators.Name, text] : [];
        return
        [
            plan.Name, parsed.GetRequiredValue(plan),
            workload.Name, parsed.GetRequiredValue(workload),
            .. count,
            .. (parsed.GetValue(sets) ?? []).SelectMany(set => (string[])[sets.Name, set]),
        ];
    }
}
