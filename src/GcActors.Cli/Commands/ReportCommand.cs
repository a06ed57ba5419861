using System.CommandLine;
using GcActors.Experiments.Reporting;
using GcActors.Experiments.Results;

namespace GcActors.Cli.Commands;

/// <summary><c>gcactors report</c>: the report of a run again, from its folder alone.</summary>
internal static class ReportCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> folder = new("folder") { Description = "Results folder of 'run'; it may be broken, or still written to", HelpName = "DIR" };
        Command command = new("report", $"Draw the figures of a run again and write {ReportFiles.Html} and {ReportFiles.Markdown} into its folder") { folder };
        command.SetAction(parsed =>
        {
            RunFolder run = RunFolder.Read(parsed.GetRequiredValue(folder), ExperimentFolders.FileOf);
            foreach (string sentence in run.Missing)
            {
                context.Error.WriteLine("warning: " + sentence);
            }

            foreach (string file in RunFigures.Write(run).Select(name => Path.Combine(run.Path, name)).Concat(ReportFiles.Write(run)))
            {
                context.Out.WriteLine(file);
            }

            return ExitCodes.Passed;
        });
        return command;
    }
}
