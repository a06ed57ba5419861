using System.Diagnostics;
using Xunit;

namespace GcActors.Tests.Repository;

/// <summary>Every experiment has a script, and the scripts reach the program from wherever they are called.</summary>
public class ExperimentScriptTests
{
    private static readonly string Experiments = Path.Combine(RepositoryRoot.Path, "experiments");

    private static readonly string[] s_names =
        [.. Directory.GetDirectories(Experiments).Select(folder => Path.GetFileName(folder)).Where(name => char.IsAsciiDigit(name[0])).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Folders => new(s_names);

    [Theory]
    [MemberData(nameof(Folders))]
    public void An_experiments_script_runs_the_experiment_of_its_folder(string name)
    {
        (int exitCode, string output) = Call(Path.Combine(Experiments, name, "run.sh"), "echo", "--full", "--dry-run");

        Assert.Equal(0, exitCode);
        Assert.Equal($"run experiments/{name} --full --dry-run", output.Trim());
        Assert.Contains($"`experiments/{name}/run.sh`", File.ReadAllText(Path.Combine(Experiments, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void All_of_them_run_one_after_the_other_and_none_stops_the_others()
    {
        // The stand-in for the program ends as an inconclusive run does.
        string program = Path.Combine(Directory.CreateTempSubdirectory("gcactors-").FullName, "program");
        File.WriteAllText(program, "echo \"$2\" \"$3\"; exit 3\n");

        (int exitCode, string output) = Call(Path.Combine(Experiments, "run-all.sh"), $"sh {program}", "--quick");

        Assert.Equal(3, exitCode);
        Assert.All(s_names, name => Assert.Contains($"experiments/{name} --quick", output, StringComparison.Ordinal));
        Assert.Equal(s_names.Length, output.Split(" inconclusive").Length - 1);
        Directory.Delete(Path.GetDirectoryName(program)!, recursive: true);
    }

    private static (int ExitCode, string Output) Call(string script, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(script, arguments) { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment["GCACTORS"] = program;
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
