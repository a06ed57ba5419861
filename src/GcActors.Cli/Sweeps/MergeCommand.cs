using System.CommandLine;
using GcActors.Cli.Output;
using GcActors.Experiments.Running;

namespace GcActors.Cli.Sweeps;

/// <summary><c>gcactors merge</c>: the shards of a sweep become one run.</summary>
internal static class MergeCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> folder = FolderArgument.Create();
        Command command = new("merge", "Join the shards of a sweep and conclude; may be called again, also before all are done") { folder };
        command.SetAction(parsed =>
        {
            (ExperimentResult result, IReadOnlyList<string> missing) = ShardMerge.Merge(parsed.GetRequiredValue(folder));
            foreach (string line in missing)
            {
                context.Error.WriteLine($"missing: {line}");
            }

            ExperimentReport.Write(context, result);
            return missing.Count > 0 ? ExitCodes.Inconclusive : ExperimentRun.ExitCodeOf(result);
        });
        return command;
    }
}
