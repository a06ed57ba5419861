using System.CommandLine;
using System.Text.Json.Nodes;
using GcActors.Cli.Commands;
using GcActors.Cli.Output;
using GcActors.Core.Settings;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Sweeps;

/// <summary><c>gcactors minheap</c>: the smallest heap in which a trial ends.</summary>
internal static class MinHeapCommand
{
    public static Command Create(CliContext context)
    {
        SettingOptions settings = new();
        Option<bool> json = new("--json") { Description = "Print one JSON object" };
        Command command = new("minheap", "Find the smallest heap in which a trial ends, to 2 % or an arena, on the simulation (the same each time)");
        settings.AddTo(command);
        command.Add(json);
        command.SetAction(parsed =>
        {
            ResolvedSettings resolved = settings.Read(parsed, context.Vocabulary).Lay("runtime", "simulation", "minheap").Build();
            TrialChecks.RefuseTelemetry(resolved.Settings, "a search leaves no traces");
            MinimumHeap found = MinimumHeaps.Find(resolved.Settings, context);
            Write(context, resolved.Settings, found, parsed.GetValue(json));
            return ExitCodes.Passed;
        });
        return command;
    }

    private static void Write(CliContext context, TrialSettings settings, MinimumHeap found, bool json)
    {
        if (json)
        {
            JsonText.Write(context, new JsonObject { ["minimum_bytes"] = found.Bytes, ["too_small_bytes"] = found.TooSmallBytes, ["trials"] = found.Trials });
            return;
        }

        context.Out.WriteLine(
            $"{settings.Workload} on {settings.Plan}, {settings.Mutators} mutator(s): {found.Bytes} bytes suffice, {found.TooSmallBytes} do not ({found.Trials} trials)");
    }
}
