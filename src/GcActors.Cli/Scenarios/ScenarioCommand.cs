using System.CommandLine;

namespace GcActors.Cli.Scenarios;

/// <summary><c>gcactors scenario</c>: programs of the scenario language, on ours and on real interpreters.</summary>
internal static class ScenarioCommand
{
    public static readonly string[] Words = ["run", "explain", "conform", "plans", "generate", "fuzz", "digest"];

    public static Command Create(CliContext context)
    {
        Command command = new("scenario", "Run scenarios, compare them with CPython, generate more")
        {
            ScenarioRunCommand.Create(context),
            ExplainCommand.Create(context),
            ConformCommand.Create(context),
            PlansCommand.Create(context),
            GenerateCommand.Create(context),
            FuzzCommand.Create(context),
            DigestCommand.Create(context),
        };
        ScenarioRunCommand.AddTo(command, context);
        return command;
    }
}
