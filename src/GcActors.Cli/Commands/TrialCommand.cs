using System.CommandLine;
using System.Text.Json.Nodes;
using GcActors.Cli.Output;
using GcActors.Core.Protocol;
using GcActors.Experiments.GcLogs;
using GcActors.Experiments.Settings;
using GcActors.Telemetry;

namespace GcActors.Cli.Commands;

/// <summary><c>gcactors trial</c>: one trial in this process.</summary>
internal static class TrialCommand
{
    private const string KeptByDefault = "65536";

    public static Command Create(CliContext context)
    {
        SettingOptions settings = new();
        TrialTelemetry telemetry = new();
        Option<string?> seed = new("--seed") { Description = "Seed of everything random (1)", HelpName = "S" };
        Option<string?> runtime = new("--runtime") { Description = "threads (default), pool, serial, simulation or akka (in a build with -p:EnableAkka=true)", HelpName = "R" };
        Option<bool> json = new("--json") { Description = "Print the row of trials.jsonl" };
        Option<string[]> gcLogs = new("--gc-log")
        {
            Description = "Append a log of collections, unified (as a JVM's, default) or cpython (as gc.DEBUG_STATS); - is stderr; may be repeated",
            HelpName = "[DIALECT:]FILE",
        };
        Option<string?> operations = new("--operations")
        {
            Description = $"Write the last counted operations of each mutator's runs to a new CSV file, telemetry.operations of them ({KeptByDefault})",
            HelpName = "FILE",
        };
        runtime.CompletionSources.Add(_ => RuntimeFactory.Names);
        Command command = new("trial", "Run one trial");
        settings.AddTo(command);
        command.Add(seed);
        command.Add(runtime);
        command.Add(json);
        command.Add(gcLogs);
        command.Add(operations);
        telemetry.AddTo(command);
        command.SetAction(parsed =>
        {
            TrialSettingsBuilder builder = settings.Read(parsed, context.Vocabulary);
            SetIfGiven(builder, "seed", parsed, seed);
            SetIfGiven(builder, "runtime", parsed, runtime);
            if (parsed.GetValue(operations) != null && builder.Build().Settings.Telemetry.Operations == 0)
            {
                builder.Set("telemetry.operations", KeptByDefault, operations.Name);
            }

            TrialLogs logs = new(GcLogTarget.ParseAll(parsed.GetValue(gcLogs) ?? [], gcLogs.Name), parsed.GetValue(operations));
            return Run(builder.Build(), telemetry.Read(parsed), logs, parsed.GetValue(json), context);
        });
        return command;
    }

    private static void SetIfGiven(TrialSettingsBuilder builder, string key, ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is { } value)
        {
            builder.Set(key, value, option.Name);
        }
    }

    private static int Run(
        ResolvedSettings resolved, IReadOnlyList<TelemetryTarget> targets, TrialLogs logs, bool wantsJson, CliContext context)
    {
        TrialChecks.Check(resolved.Settings, context);
        targets = [.. targets, TrialTelemetry.Of(resolved.Settings)];
        TrialReport report = TrialTelemetry.Around(targets, resolved.Settings, context, () =>
        {
            using TrialLogSet opened = new(logs, resolved.Settings, context);
            using ProgressLine line = new(context);
            TrialObservers observers = new([new TrialProgress(line), .. opened.Observers]);
            return context.RunTrial(resolved.Settings, observers, context.Cancellation);
        });
        JsonObject row = TrialRow.Of(report, context.Vocabulary);
        if (targets.Any(target => !target.IsNone))
        {
            row["traced"] = true;
        }

        TrialRow.Judge(row, context.JudgeGates(row, context.Cores));
        if (wantsJson)
        {
            JsonText.Write(context, row);
        }
        else
        {
            TrialTable.Write(context, report, row);
        }

        return ExitCodes.Of(TrialRow.OutcomeIn(row));
    }
}
