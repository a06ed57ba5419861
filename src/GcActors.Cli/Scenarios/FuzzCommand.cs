using System.CommandLine;
using System.Globalization;
using GcActors.Cli.Measuring;
using GcActors.Cli.Output;
using GcActors.Experiments.Conformance;

namespace GcActors.Cli.Scenarios;

/// <summary><c>gcactors scenario fuzz</c>: generated scenarios on ours and on real interpreters; differences are made small.</summary>
internal sealed class FuzzCommand
{
    private readonly ScenarioOptions options = new();
    private readonly PythonOption pythons = new(isRequired: true);
    private readonly NumberOption statements = GenerateCommand.Statements();
    private readonly NumberOption processes = new("--processes", "Interpreters side by side", 1, 1, 256);
    private readonly NumberOption shrunk = new("--shrink", "Differences that are made small", 5, 0, 1_000_000);
    private readonly Option<string> seeds = new("--seeds") { Description = "Seeds A..B, both included", Required = true, HelpName = "A..B" };
    private readonly Option<string> folder = new("--out")
    {
        Description = "Folder for differing scenarios and fuzz.jsonl, from which a later run goes on (fuzz)",
        DefaultValueFactory = _ => "fuzz",
        HelpName = "DIR",
    };

    private readonly CliContext context;

    private FuzzCommand(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        FuzzCommand fuzz = new(context);
        Command command = new("fuzz", "Compare generated scenarios with real interpreters");
        fuzz.options.AddTo(command);
        command.Add(fuzz.seeds);
        command.Add(fuzz.statements.Option);
        command.Add(fuzz.pythons.Option);
        command.Add(fuzz.processes.Option);
        command.Add(fuzz.shrunk.Option);
        command.Add(fuzz.folder);
        command.SetAction(fuzz.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        SeedRange range = SeedRange.Parse(parsed.GetRequiredValue(seeds), seeds.Name);
        FuzzOptions of = new(
            (int)statements.Read(parsed), (int)processes.Read(parsed), (int)shrunk.Read(parsed), parsed.GetRequiredValue(folder));
        ScenarioRunner runner = new(context, version => options.Settings(parsed, version, context), options.StepLimit(parsed));
        using Disposables<CPythonOracle> interpreters = new(pythons.Open(parsed));
        ScenarioFuzz fuzz = new(runner.Answer, interpreters.Items, of);
        using (ProgressLine line = new(context))
        {
            fuzz.Run(range.First, range.Last, seed => line.Show($"seed {seed} of {range}"), context.Cancellation);
        }

        Print(fuzz, interpreters.Items);
        bool isClean = interpreters.Items.All(interpreter =>
            fuzz.Count(interpreter, FuzzOutcomes.Different) + fuzz.Count(interpreter, FuzzOutcomes.Invalid) == 0);
        return isClean ? ExitCodes.Passed : ExitCodes.Failed;
    }

    private void Print(ScenarioFuzz fuzz, IReadOnlyList<CPythonOracle> interpreters)
    {
        TextTable.Write(context, ["CPython", .. FuzzOutcomes.All], [.. interpreters.Select(interpreter => Row(fuzz, interpreter))]);
        foreach (string path in fuzz.Written)
        {
            context.Out.WriteLine($"made small: {path}");
        }
    }

    private static string[] Row(ScenarioFuzz fuzz, CPythonOracle interpreter) =>
        [interpreter.FullVersion, .. FuzzOutcomes.All.Select(outcome => fuzz.Count(interpreter, outcome).ToString(CultureInfo.InvariantCulture))];
}
