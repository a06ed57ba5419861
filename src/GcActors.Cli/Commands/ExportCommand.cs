using System.CommandLine;
using GcActors.Experiments.Exporting;
using GcActors.Experiments.Results;

namespace GcActors.Cli.Commands;

/// <summary><c>gcactors export</c>: a run's times for other programs.</summary>
internal static class ExportCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> folder = new("folder") { Description = "Results folder of 'run'", HelpName = "DIR" };
        Option<string> format = new("--format") { Description = $"One of: {string.Join(", ", ExportFormats.Names)}", HelpName = "FORMAT", Required = true };
        format.CompletionSources.Add(_ => ExportFormats.Names.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        Command command = new("export", "Print a run's times in another program's format") { folder, format };
        command.SetAction(parsed =>
        {
            RunFolder run = RunFolder.Read(parsed.GetRequiredValue(folder), ExperimentFolders.FileOf);
            context.Out.Write(ExportFormats.Write(run, parsed.GetRequiredValue(format)));
            return ExitCodes.Passed;
        });
        return command;
    }
}
