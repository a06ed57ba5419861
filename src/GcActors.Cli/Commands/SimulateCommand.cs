using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GcActors.Cli.Output;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Commands;

/// <summary><c>gcactors simulate</c>: seeded runs on the simulation, verified at each collection; one signature a seed.</summary>
internal static class SimulateCommand
{
    public static Command Create(CliContext context)
    {
        SettingOptions settings = new();
        Option<string> seeds = new("--seeds") { Description = "Seeds A..B, both included", Required = true, HelpName = "A..B" };
        Option<bool> json = new("--json") { Description = "Print one JSON object" };
        Command command = new("simulate", "Run seeds on the simulation, verified at each collection");
        settings.AddTo(command);
        command.Add(seeds);
        command.Add(json);
        command.SetAction(parsed =>
        {
            SeedRange range = SeedRange.Parse(parsed.GetRequiredValue(seeds), seeds.Name);
            ResolvedSettings resolved = settings.Read(parsed, context.Vocabulary)
                .Lay("verify.level", "collections", command.Name)
                // Short quanta and intervals: what a seed decides is the order of messages, so there should be many.
                .Lay("schedule.quantum_steps", "50", command.Name)
                .Lay("counting.switch_interval_us", "20", command.Name)
                .Lay("measure.warmup_iterations", "0", command.Name)
                .UseSmallParameters()
                .Set("runtime", "simulation", command.Name)
                .Set("seed", range.First.ToString(CultureInfo.InvariantCulture), seeds.Name)
                .Build();
            TrialChecks.Check(resolved.Settings, context);
            TrialChecks.RefuseTelemetry(resolved.Settings, "many seeds leave no traces; trace one with 'gcactors trial --runtime simulation --seed S --telemetry TARGET'");
            string[] words = ["gcactors", command.Name, .. settings.Words(parsed)];
            return Run(new SimulatedSeeds(resolved.Settings, words, context), range, parsed.GetValue(json), context);
        });
        return command;
    }

    private static int Run(SimulatedSeeds simulation, SeedRange range, bool wantsJson, CliContext context)
    {
        List<SimulatedSeed> results = [];
        using (ProgressLine line = new(context))
        {
            foreach (SimulatedSeed result in simulation.Run(range))
            {
                results.Add(result);
                line.Show($"seed {result.Seed} of {range}: {results.Count(r => r.Outcome != "passed")} not passed");
            }
        }

        if (wantsJson)
        {
            JsonText.Write(context, ToJson(simulation, results));
        }
        else
        {
            WriteText(context, results);
        }

        return ExitCodeOf(results, context);
    }

    private static JsonObject ToJson(SimulatedSeeds simulation, List<SimulatedSeed> results) => new()
    {
        ["plan"] = simulation.Settings.Plan,
        ["workload"] = simulation.Settings.Workload,
        ["mutators"] = simulation.Settings.Mutators,
        ["passed"] = results.Count(r => r.Outcome == "passed"),
        ["failed"] = results.Count(r => r.Outcome != "passed"),
        ["violations"] = results.Sum(r => r.Violations.Count),
        ["seeds"] = new JsonArray([.. results.Select(r => r.ToJson())]),
    };

    private static void WriteText(CliContext context, List<SimulatedSeed> results)
    {
        TextTable.Write(context, ["seed", "signature", "outcome", "check"],
            [.. results.Select(r => (string[])[r.Seed.ToString(CultureInfo.InvariantCulture), r.Signature ?? "-", r.Outcome, r.Check])]);
        foreach (SimulatedSeed failed in results.Where(r => r.Repeat is not null))
        {
            context.Out.WriteLine($"seed {failed.Seed}: {failed.Reason}");
            foreach (string violation in failed.Violations)
            {
                context.Out.WriteLine($"  {violation}");
            }

            context.Out.WriteLine($"  repeat: {failed.Repeat}");
        }
    }

    // An actor that failed weighs more than a violation: its run came to no end.
    private static int ExitCodeOf(List<SimulatedSeed> results, CliContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        int[] codes = [.. results.Select(r => r.ExitCode)];
        return codes.Contains(ExitCodes.Interrupted) ? ExitCodes.Interrupted : codes.Max();
    }
}
