using System.CommandLine;
using System.Globalization;
using GcActors.Cli.Measuring;
using GcActors.Core.Scenarios;
using GcActors.Experiments.Conformance;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Scenarios;

/// <summary><c>gcactors scenario generate</c>: a random valid scenario.</summary>
internal static class GenerateCommand
{
    public static Command Create(CliContext context)
    {
        Option<string> seed = new("--seed") { Description = "Equal seeds give equal texts", Required = true, HelpName = "S" };
        NumberOption statements = Statements();
        Option<string?> version = new("--version") { Description = "Version of CPython that it is for (it says itself)", HelpName = "V" };
        Option<string?> file = new("--out") { Description = "Write it to a file", HelpName = "FILE" };
        Command command = new("generate", "Write a random valid scenario") { seed, statements.Option, version, file };
        command.SetAction(parsed =>
        {
            string text = ScenarioGenerator.Generate(
                Seed(parsed.GetRequiredValue(seed)), (int)statements.Read(parsed), Version(parsed.GetValue(version)));
            if (parsed.GetValue(file) is { } path)
            {
                ScenarioFiles.Write(path, text);
            }
            else
            {
                context.Out.Write(text);
            }

            return ExitCodes.Passed;
        });
        return command;
    }

    /// <summary>Size of a generated scenario.</summary>
    public static NumberOption Statements() => new("--statements", "Statements, about", 100, 1, 100_000);

    private static ulong Seed(string text) =>
        ulong.Parse(WholeNumber.Canonical(null, text, ulong.MinValue, ulong.MaxValue, "--seed"), CultureInfo.InvariantCulture);

    private static string? Version(string? text) => text == null || ScenarioVersions.All.Contains(text)
        ? text
        : throw new SettingsException("--version", $"unknown version '{text}'; there are: {string.Join(", ", ScenarioVersions.All)}");
}
