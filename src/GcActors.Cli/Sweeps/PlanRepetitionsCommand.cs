using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GcActors.Cli.Output;
using GcActors.Experiments.Results;
using GcActors.Experiments.Settings;
using GcActors.Experiments.Statistics;

namespace GcActors.Cli.Sweeps;

/// <summary><c>gcactors plan-repetitions</c>: what a pilot run says about how often to repeat what.</summary>
internal static class PlanRepetitionsCommand
{
    private const string DefaultTarget = "2%";

    public static Command Create(CliContext context)
    {
        Argument<string> folder = FolderArgument.Create();
        Option<string> target = new("--target")
        {
            Description = $"Half of the 95 % interval that is wanted, of the mean ({DefaultTarget})", HelpName = "P%", DefaultValueFactory = _ => DefaultTarget,
        };
        Option<bool> json = new("--json") { Description = "Print a JSON array" };
        Command command = new(
            "plan-repetitions", "Say by the variance at each level how many iterations an invocation and how many invocations a cell needs (Kalibera and Jones 2013)")
        {
            folder, target, json,
        };
        command.SetAction(parsed =>
        {
            Write(StoredRun.Open(parsed.GetRequiredValue(folder)), ShareOf(parsed.GetRequiredValue(target), target.Name), parsed.GetValue(json), context);
            return ExitCodes.Passed;
        });
        return command;
    }

    private static double ShareOf(string text, string option) =>
        text.EndsWith('%') && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out double percent) && percent is > 0 and < 100
            ? percent / 100
            : throw new SettingsException(option, $"'{text}' is not a percentage above 0 and below 100: write 2%");

    private static void Write(StoredRun run, double target, bool json, CliContext context)
    {
        (string Cell, RepetitionPlan? Plan)[] plans = [.. RepetitionPlanning.Of(run.Experiment, run.Rows(), target)];
        if (json)
        {
            JsonText.Write(context, new JsonArray([.. plans.Select(plan => (JsonNode)ToJson(plan.Cell, plan.Plan))]));
            return;
        }

        string[] columns = ["cell", "mean_ms", "iterations_differ", "invocations_differ", "now", "iterations", "invocations"];
        TextTable.Write(context, columns, [.. plans.Select(plan => Row(plan.Cell, plan.Plan))]);
        context.Out.WriteLine($"iterations an invocation, and invocations a cell, for an interval of ±{Percent(target)} of each mean; run the largest of them as blocks");
    }

    private static string[] Row(string cell, RepetitionPlan? plan) => plan is null
        ? [cell, "", "", "", "", "", "at least two invocations of two iterations are needed"]
        :
        [
            cell, (plan.Mean / 1e6).ToString("0.###", CultureInfo.InvariantCulture), Percent(plan.IterationDeviation / plan.Mean),
            Percent(plan.InvocationDeviation / plan.Mean), "±" + Percent(plan.HalfWidth), $"{plan.Iterations}",
            plan.Invocations is { } count ? $"{count}" : $"more than {BlockPlanning.MostBlocks}",
        ];

    private static JsonObject ToJson(string cell, RepetitionPlan? plan) => new()
    {
        ["cell"] = cell,
        ["mean_ns"] = plan?.Mean,
        ["iteration_deviation_ns"] = plan?.IterationDeviation,
        ["invocation_deviation_ns"] = plan?.InvocationDeviation,
        ["half_width"] = plan?.HalfWidth,
        ["iterations"] = plan?.Iterations,
        ["invocations"] = plan?.Invocations,
    };

    private static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
