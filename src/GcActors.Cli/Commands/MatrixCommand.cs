using System.CommandLine;
using GcActors.Cli.Output;
using GcActors.Core;
using GcActors.Core.Wording;
using GcActors.Experiments.Matrix;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Commands;

/// <summary><c>gcactors matrix</c>: every valid combination of workload, counting strategy, collector and allocator, small and verified, a line a cell.</summary>
internal sealed class MatrixCommand
{
    private readonly Option<string[]> workloads = Filter("--workload", "W", "Only this workload; may be repeated");
    private readonly Option<string[]> strategies = Filter("--strategy", "S", "Only this counting strategy; may be repeated");
    private readonly Option<int> mutators = new("--mutators") { Description = "Mutators, where the workload allows so many", HelpName = "N", DefaultValueFactory = _ => 2 };
    private readonly Option<string> seeds = new("--seeds") { Description = "Schedules of each cell, A..B, both included", HelpName = "A..B", DefaultValueFactory = _ => "1..1" };
    private readonly Option<string> runtime = new("--runtime") { Description = "Actor runtime", DefaultValueFactory = _ => "simulation" };
    private readonly Option<bool> json = new("--json") { Description = "Print one JSON object a cell and line" };
    private readonly CliContext context;

    private MatrixCommand(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        MatrixCommand matrix = new(context);
        matrix.runtime.AcceptOnlyFromAmong("simulation", "threads", "pool", AkkaRuntime.Name);
        Command command = new("matrix", "Run every valid combination, small and verified at each collection");
        command.Add(matrix.workloads);
        command.Add(matrix.strategies);
        command.Add(matrix.mutators);
        command.Add(matrix.seeds);
        command.Add(matrix.runtime);
        command.Add(matrix.json);
        command.SetAction(matrix.Run);
        return command;
    }

    private static Option<string[]> Filter(string name, string helpName, string description) => new(name) { Description = description, HelpName = helpName };

    private int Run(ParseResult parsed)
    {
        string[] onlyWorkloads = Known(parsed, workloads, Catalog.Workloads);
        string[] onlyStrategies = Known(parsed, strategies, Catalog.Counters);
        SeedRange range = SeedRange.Parse(parsed.GetRequiredValue(seeds), seeds.Name);
        int count = parsed.GetRequiredValue(mutators);
        if (count < 1)
        {
            throw new SettingsException(mutators.Name, $"{count} is too few, at least 1 is needed");
        }

        Combination[] valid = [.. Combinations.All(count).Where(c => c.Refusal is null
            && (onlyWorkloads.Length == 0 || onlyWorkloads.Contains(c.Workload))
            && (onlyStrategies.Length == 0 || onlyStrategies.Contains(c.Settings.Counting.Strategy)))];
        return Run(valid, range, parsed.GetRequiredValue(runtime), parsed.GetValue(json));
    }

    private int Run(Combination[] cells, SeedRange range, string runtimeName, bool wantsJson)
    {
        int failed = 0;
        using ProgressLine line = new(context);
        for (int at = 0; at < cells.Length; at++)
        {
            line.Show($"cell {at + 1} of {cells.Length}, {failed} failed: {cells[at].Name}");
            MatrixCell cell = MatrixCell.Run(cells[at], range, runtimeName, context);
            context.Cancellation.ThrowIfCancellationRequested();
            failed += cell.HasPassed ? 0 : 1;
            line.Dispose();
            Write(cell, wantsJson);
        }

        if (!wantsJson)
        {
            context.Out.WriteLine($"{cells.Length} cells, {cells.Length - failed} passed, {failed} failed");
        }

        return failed == 0 ? ExitCodes.Passed : ExitCodes.Failed;
    }

    private void Write(MatrixCell cell, bool wantsJson)
    {
        if (wantsJson)
        {
            context.Out.WriteLine(cell.ToJson().ToJsonString());
            return;
        }

        context.Out.WriteLine(cell.ToString());
    }

    private static string[] Known(ParseResult parsed, Option<string[]> option, IReadOnlyList<CatalogEntry> entries)
    {
        string[] asked = parsed.GetValue(option) ?? [];
        string[] names = [.. entries.Select(e => e.Name)];
        foreach (string name in asked.Where(name => !names.Contains(name)))
        {
            throw new SettingsException(option.Name, $"unknown '{name}'{NearestName.Hint(name, names, "one of")}");
        }

        return asked;
    }
}
