using System.CommandLine;
using System.Diagnostics;
using GcActors.Cli.Commands;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Sweeps;

/// <summary><c>gcactors submit</c>: a sweep as a job array of Slurm, and a merge behind it.</summary>
internal static class SubmitCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> experiment = new("experiment") { Description = "An experiment's folder, file or name", HelpName = "EXPERIMENT" };
        Option<bool> slurm = new("--slurm") { Description = "To Slurm, the one queue there is", Required = true };
        Option<string> output = new("--out") { Description = "Results folder, seen by all nodes", HelpName = "DIR", Required = true };
        Option<int> shards = new("--shards") { Description = "Tasks of the array (16); each should take minutes", HelpName = "N", DefaultValueFactory = _ => 16 };
        Option<bool> full = new("--full") { Description = "All blocks and levels" };
        Option<string[]> sets = new("--set") { Description = "One setting for all cells; may be repeated", HelpName = "dotted.key=value" };
        Option<bool> exclusive = new("--exclusive") { Description = "A node for each task: for everything that is timed" };
        Option<string?> time = new("--time") { Description = "Limit of a task, as Slurm takes it", HelpName = "T" };
        Option<bool> print = new("--print") { Description = "Write and print the scripts; submit nothing" };
        Command command = new("submit", "Submit a sweep as a job array, and the merge behind it")
        {
            experiment, slurm, output, shards, full, sets, exclusive, time, print,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(shards) < 1)
            {
                throw new SettingsException(shards.Name, "at least 1 is needed");
            }

            SlurmScripts scripts = new()
            {
                Program = ["dotnet", typeof(SubmitCommand).Assembly.Location],
                Experiment = Path.GetFullPath(RunCommand.Find(parsed.GetRequiredValue(experiment))),
                Out = Path.GetFullPath(parsed.GetRequiredValue(output)),
                Shards = parsed.GetValue(shards),
                IsFull = parsed.GetValue(full),
                Sets = parsed.GetValue(sets) ?? [],
                IsExclusive = parsed.GetValue(exclusive),
                Time = parsed.GetValue(time),
            };
            (string array, string merge) = scripts.Write();
            return parsed.GetValue(print) ? Print(context, array, merge) : Submit(context, array, merge);
        });
        return command;
    }

    private static int Print(CliContext context, string array, string merge)
    {
        context.Out.Write($"# {array}\n{File.ReadAllText(array)}\n# {merge}\n{File.ReadAllText(merge)}");
        return ExitCodes.Passed;
    }

    private static int Submit(CliContext context, string array, string merge)
    {
        string job = Sbatch("--parsable", array).Split(';')[0];
        string after = Sbatch("--parsable", $"--dependency=afterany:{job}", merge).Split(';')[0];
        context.Out.WriteLine($"array {job}, merge {after}; gcactors status {Path.GetDirectoryName(array)} says how far it is");
        return ExitCodes.Passed;
    }

    private static string Sbatch(params string[] arguments)
    {
        try
        {
            using Process sbatch = Process.Start(new ProcessStartInfo("sbatch", arguments) { RedirectStandardOutput = true })!;
            string answer = sbatch.StandardOutput.ReadToEnd().Trim();
            sbatch.WaitForExit();
            return sbatch.ExitCode == 0 ? answer : throw new SettingsException("gcactors submit", $"sbatch ended with exit code {sbatch.ExitCode}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new SettingsException("gcactors submit", $"sbatch cannot be run ({e.Message}); --print only writes the scripts");
        }
    }
}
