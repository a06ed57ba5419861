using GcActors.Cli.Output;
using GcActors.Experiments.Figures;
using GcActors.Experiments.Hosting;
using GcActors.Experiments.LockingCost;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Cli.Locking;

/// <summary>Records, writes the experiment, runs it as any other, and splits what it found.</summary>
internal static class LockingCostRun
{
    /// <returns>An exit code; see <see cref="ExitCodes"/>.</returns>
    public static int Run(LockingCostOptions options, CliContext context)
    {
        if (!context.IsTimingSupported && !options.DryRun)
        {
            throw new PlatformNotSupportedException(TimingSupport.Refusal);
        }

        LockingCostPlan plan = new LockingCostPlanner(options, context).Plan();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("locking-cost-");
        try
        {
            string file = Path.Combine(folder.FullName, ExperimentFileReader.FileName);
            File.WriteAllText(file, LockingCostFile.Write(plan));
            return Run(plan, file, options, context);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Run(LockingCostPlan plan, string file, LockingCostOptions options, CliContext context)
    {
        using var line = new ProgressLine(context);
        ExperimentRunOptions run = new()
        {
            ExperimentPath = file,
            Profile = options.IsFull ? "full" : "quick",
            Out = options.Out,
            Resume = options.Resume,
            Invoker = new ProcessTrialInvoker(typeof(LockingCostRun).Assembly.Location),
            Settings = new CellSettings(context, new ScenarioTrials(context, "", [])),
            Progress = new RunProgress(line, context.Error),
            Host = HostProbe.Read().ToJson(),
            Cores = context.Cores,
            CommandLine = options.CommandLine,
        };
        if (options.DryRun)
        {
            DryRunTable.Write(context, ExperimentRunner.DryRun(run), options.Json);
            return ExitCodes.Passed;
        }

        ExperimentResult result = ExperimentRunner.Run(run, context.Cancellation);
        line.Dispose();
        CostTable[] tables = Split(plan, result);
        Write(tables, plan, result, options, context);
        return ExperimentRun.ExitCodeOf(result);
    }

    /// <summary>From the folder alone, as a report would.</summary>
    private static CostTable[] Split(LockingCostPlan plan, ExperimentResult result)
    {
        var run = StoredRun.Open(result.Folder);
        IReadOnlyList<ResultRow> rows = run.Rows();
        Analysis analysis = run.Analyse(rows);
        return [.. plan.Programs.SelectMany(program => plan.Strategies.Select(strategy => CostTable.Of(PartsOf(plan, strategy, program, rows), analysis, rows)))];
    }

    private static CostParts PartsOf(LockingCostPlan plan, LockedStrategy strategy, RecordedProgram program, IReadOnlyList<ResultRow> rows)
    {
        var parts = new CostParts(plan, strategy, program, hasLocks: false);
        bool hasLocks = rows.Any(row => row.Cell == parts.WholeCell.Name && row.Extra("lock_wait_ns") is not null);
        return hasLocks ? new CostParts(plan, strategy, program, hasLocks) : parts;
    }

    private static void Write(CostTable[] tables, LockingCostPlan plan, ExperimentResult result, LockingCostOptions options, CliContext context)
    {
        File.WriteAllText(Path.Combine(result.Folder, ExperimentFileReader.FileName), LockingCostFile.Write(plan));
        File.WriteAllText(Path.Combine(result.Folder, "parts.csv"), CostFiles.Csv(tables));
        File.WriteAllText(Path.Combine(result.Folder, "parts.json"), CostFiles.Json(plan, tables).ToJsonString(TrialLog.LineFormat) + "\n");
        WriteFigure(CostFigure.Draw(plan, tables, CaptionOf(options)), Path.Combine(result.Folder, "figures"));
        if (options.Json)
        {
            JsonText.Write(context, CostFiles.Json(plan, tables));
            return;
        }

        foreach (CostTable table in tables)
        {
            LockingCostText.Write(context, plan, table);
        }

        string extent = options.IsFull ? "" : " (quick: shapes only, not to be cited)";
        context.Out.WriteLine($"{VerdictJson.Word(result.Overall)}{extent}; parts.csv, parts.json, figures/{CostFigure.Name}.svg, experiment.yaml and every row in {result.Folder}");
        foreach (PredicateVerdict claim in result.Verdicts.Where(v => v.Truth != Truth.True))
        {
            context.Out.WriteLine($"  {VerdictJson.Word(claim.Truth)}: {claim.Spec.Says}");
        }
    }
    private static string CaptionOf(LockingCostOptions options) =>
        options.IsFull ? "gcactors locking-cost, full profile." : "gcactors locking-cost, quick profile: shape only, not to be cited.";

    private static void WriteFigure(FigureFiles figure, string folder)
    {
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, CostFigure.Name);
        File.WriteAllText(file + ".svg", figure.Svg);
        File.WriteAllText(file + ".csv", figure.Csv);
        File.WriteAllText(file + ".vl.json", figure.VegaLite);
    }
}
