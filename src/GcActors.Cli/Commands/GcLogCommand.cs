using System.CommandLine;
using System.Text.Json.Nodes;
using GcActors.Cli.Output;
using GcActors.Experiments.GcLogs;

namespace GcActors.Cli.Commands;

/// <summary><c>gcactors gclog</c>: reads logs of collections, ours, a CPython's or a JVM's.</summary>
internal static class GcLogCommand
{
    public static Command Create(CliContext context) => new("gclog", "Read logs of collections") { Statistics(context) };

    private static Command Statistics(CliContext context)
    {
        Argument<string[]> files = new("file")
        {
            Description = "Logs of 'trial --gc-log', CPython's with gc.DEBUG_STATS, a JVM's with -Xlog:gc",
            HelpName = "FILE",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<bool> all = new("--all") { Description = "Count set-up, warm-up, verification and tear-down of trials, too" };
        Option<bool> json = new("--json") { Description = "Print one JSON object" };
        Command command = new("stats", "Throughput, pauses and footprint of each log; causes, phases, who was last to stop") { files, all, json };
        command.SetAction(parsed =>
        {
            GcLogStatistics[] logs = [.. parsed.GetRequiredValue(files)
                .Select(file => GcLogStatistics.Of(GcLogReader.ReadFile(file), parsed.GetValue(all)))];
            if (parsed.GetValue(json))
                JsonText.Write(context, new JsonObject { ["logs"] = new JsonArray([.. logs.Select(GcLogStatisticsJson.Of)]) });
            else
                GcLogTables.Write(context, logs);
            return ExitCodes.Passed;
        });
        return command;
    }
}
