using System.CommandLine;
using System.Globalization;
using GcActors.Cli.Measuring;
using GcActors.Cli.Output;
using GcActors.Core.Scenarios;
using GcActors.Experiments.Conformance;

namespace GcActors.Cli.Scenarios;

/// <summary><c>gcactors scenario digest</c>: one number for our outputs of many generated scenarios, for a test that needs no Python.</summary>
internal sealed class DigestCommand
{
    private readonly ScenarioOptions options = new();
    private readonly VersionsOption versions = new();
    private readonly NumberOption statements = GenerateCommand.Statements();
    private readonly Option<string> seeds = new("--seeds") { Description = "Seeds A..B, both included", Required = true, HelpName = "A..B" };
    private readonly CliContext context;

    private DigestCommand(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        DigestCommand digest = new(context);
        Command command = new("digest", "Digest of our outputs for generated scenarios");
        digest.options.AddTo(command);
        command.Add(digest.seeds);
        command.Add(digest.statements.Option);
        command.Add(digest.versions.Option);
        command.SetAction(digest.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        SeedRange range = SeedRange.Parse(parsed.GetRequiredValue(seeds), seeds.Name);
        int size = (int)statements.Read(parsed);
        ScenarioRunner runner = new(context, version => options.Settings(parsed, version, context), options.StepLimit(parsed));
        string[][] rows = [.. versions.Read(parsed).Select(version => Row(runner, range, size, version))];
        TextTable.Write(context, ["version", "sha256", "rows"], rows);
        return ExitCodes.Passed;
    }

    private string[] Row(ScenarioRunner runner, SeedRange range, int size, string version)
    {
        using ScenarioDigest digest = new();
        using ProgressLine line = new(context);
        for (ulong seed = range.First; ; seed++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            line.Show($"{version}: seed {seed} of {range}");
            string name = seed.ToString(CultureInfo.InvariantCulture);
            Scenario scenario = ScenarioParser.Parse(ScenarioGenerator.Generate(seed, size), name);
            digest.Add(name, runner.Answer(scenario, version, context.Cancellation));
            if (seed == range.Last)
            {
                return [version, digest.Finish(), digest.Rows.ToString(CultureInfo.InvariantCulture)];
            }
        }
    }
}
