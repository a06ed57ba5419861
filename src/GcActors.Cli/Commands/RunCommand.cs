using System.CommandLine;
using GcActors.Cli.Scenarios;
using GcActors.Core.Wording;
using GcActors.Experiments.Settings;
using GcActors.Telemetry;

namespace GcActors.Cli.Commands;

/// <summary><c>gcactors run</c>: an experiment, one process an invocation.</summary>
internal static class RunCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> experiment = new("experiment") { Description = "An experiment's folder, file or name", HelpName = "EXPERIMENT" };
        Option<bool> quick = new("--quick") { Description = "Few blocks: shapes only (default)" };
        Option<bool> full = new("--full") { Description = "All blocks and levels" };
        Option<string[]> sets = new("--set") { Description = "One setting for all cells; may be repeated", HelpName = "dotted.key=value" };
        Option<string?> telemetry = new("--telemetry")
        {
            Description = "Trace all trials, each into a folder of its own in the results (file, timeline); their times do not count then",
            HelpName = "TARGET",
        };
        telemetry.CompletionSources.Add(_ => TelemetryTarget.Names);
        Option<string?> output = new("--out") { Description = "Results folder", HelpName = "DIR" };
        Option<bool> resume = new("--resume") { Description = "Go on in the results folder" };
        Option<string?> shard = new("--shard")
        {
            Description = "Run every Nth block only, into DIR/shards/I.jsonl; auto: as the Slurm array says. Then: gcactors merge DIR",
            HelpName = "I/N|auto",
        };
        Option<bool> dryRun = new("--dry-run") { Description = "List the trials and where their values come from; run nothing" };
        Option<bool> busy = new("--busy") { Description = "Run beside a busy process on each core, to see the gates notice" };
        PythonOption pythons = new(isRequired: false);
        Option<bool> json = new("--json") { Description = "Print the verdict as one JSON object" };
        Command command = new("run", "Run an experiment") { experiment, quick, full, sets, telemetry, output, resume, shard, dryRun, busy, pythons.Option, json };
        command.SetAction(parsed =>
        {
            RefuseBoth(parsed.GetValue(quick), parsed.GetValue(full));
            RunOptions options = new(
                Find(parsed.GetRequiredValue(experiment)),
                parsed.GetValue(full),
                [.. (parsed.GetValue(sets) ?? []).Select(set => SettingAssignment.Parse(set, sets.Name)), .. TargetOf(parsed.GetValue(telemetry), telemetry.Name)],
                parsed.GetValue(output),
                parsed.GetValue(resume),
                parsed.GetValue(shard),
                parsed.GetValue(dryRun),
                parsed.GetValue(busy),
                parsed.GetValue(pythons.Option) ?? [],
                parsed.GetValue(json));
            return ExperimentRun.Run(options, context);
        });
        return command;
    }

    // A setting of all cells like any other: refused where it is a factor, and part of what a resumed run must agree in.
    private static IEnumerable<SettingAssignment> TargetOf(string? target, string option) =>
        target is null ? [] : [new SettingAssignment(TrialTelemetry.Key, target, option)];

    private static void RefuseBoth(bool isQuick, bool isFull)
    {
        if (isQuick && isFull)
        {
            throw new SettingsException("gcactors run", "--quick and --full exclude each other");
        }
    }

    // A name is found from anywhere in the checkout; a path is taken as it stands.
    internal static string Find(string experiment)
    {
        if (Path.Exists(experiment))
        {
            return experiment;
        }

        IReadOnlyList<ExperimentFolder> known = ExperimentFolders.All();
        return known.FirstOrDefault(e => e.Name == experiment)?.Path ?? throw new SettingsException(
            "gcactors run",
            $"no experiment '{experiment}'{NearestName.Hint(Path.GetFileName(experiment), known.Select(e => e.Name), "there are")}");
    }
}
