using GcActors.Cli.Output;
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
            return Run(file, options, context);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Run(string file, LockingCostOptions options, CliContext context)
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
        Write(result, options, context);
        return ExperimentRun.ExitCodeOf(result);
    }

    private static void Write(ExperimentResult result, LockingCostOptions options, CliContext context)
    {
        if (options.Json)
        {
            JsonText.Write(context, CostFiles.Json(result.Splits));
            return;
        }

        foreach (CostTable table in result.Splits)
        {
            LockingCostText.Write(context, table);
        }

        string extent = options.IsFull ? "" : " (quick: shapes only, not to be cited)";
        context.Out.WriteLine($"{VerdictJson.Word(result.Overall)}{extent}; report.html, parts.csv, parts.json, figures/{CostFigure.Name}.svg, experiment.yaml and every row in {result.Folder}");
        foreach (PredicateVerdict claim in result.Verdicts.Where(v => v.Truth != Truth.True))
        {
            context.Out.WriteLine($"  {VerdictJson.Word(claim.Truth)}: {claim.Spec.Says}");
        }
    }
}
