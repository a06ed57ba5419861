using System.CommandLine;
using GcActors.Cli.Output;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;

namespace GcActors.Cli.Sweeps;

/// <summary><c>gcactors check</c>: judges a run's claims from its folder alone and writes nothing; exit codes are those of <c>run</c>.</summary>
internal static class CheckCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> folder = FolderArgument.Create();
        Option<bool> json = new("--json") { Description = "Print the verdict as one JSON object" };
        Command command = new("check", "Judge the claims of a run from its folder: 0 pass, 1 fail, 3 inconclusive, 4 inconclusive as trials failed") { folder, json };
        command.SetAction(parsed => Check(StoredRun.Open(parsed.GetRequiredValue(folder)), parsed.GetValue(json), context));
        return command;
    }

    private static int Check(StoredRun run, bool json, CliContext context)
    {
        IReadOnlyList<ResultRow> rows = run.Rows();
        Analysis analysis = run.Analyse(rows);
        int missing = run.Missing(rows).Sum(part => part.Keys.Count);
        Truth overall = missing > 0 ? Kleene.And(analysis.Overall, Truth.Unknown) : analysis.Overall;
        if (json)
        {
            context.Out.Write(VerdictJson.Of(analysis, VerdictSentence.Write(analysis), missing > 0));
        }
        else
        {
            ExperimentReport.WriteClaims(context, analysis.Verdicts);
            context.Out.WriteLine($"{VerdictJson.Word(overall)}{(missing > 0 ? $"; {missing} planned invocations are missing" : "")}");
        }

        return ExperimentRun.ExitCodeOf(overall, rows.Count(row => row.Outcome == "failed"));
    }
}
