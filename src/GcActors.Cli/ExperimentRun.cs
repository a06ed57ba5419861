using System.Text.Json.Nodes;
using GcActors.Cli.Output;
using GcActors.Cli.Scenarios;
using GcActors.Cli.Sweeps;
using GcActors.Experiments.Conformance;
using GcActors.Experiments.Hosting;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;

namespace GcActors.Cli;

/// <summary>Joins <c>run</c> to the experiment runner.</summary>
internal static class ExperimentRun
{
    /// <returns>An exit code; see <see cref="ExitCodes"/>.</returns>
    public static int Run(RunOptions options, CliContext context)
    {
        ExperimentFile file = ExperimentFileReader.Read(options.Experiment);
        RefuseTimingElsewhere(file, options, context);
        using Disposables<CPythonOracle> interpreters = new(file.IsExact && !options.DryRun ? Interpreters.Open(options.Pythons) : []);
        var scenarios = new ScenarioTrials(context, Path.GetDirectoryName(Path.GetFullPath(file.Path))!, interpreters.Items);
        var settings = new HeapMultiples(new CellSettings(context, scenarios), options.Out, options.DryRun, context);
        using var line = new ProgressLine(context);
        ExperimentRunOptions run = new()
        {
            ExperimentPath = options.Experiment,
            Profile = options.IsFull ? "full" : "quick",
            Overrides = OverridesOf(options),
            Out = options.Out,
            Resume = options.Resume,
            Shard = options.Shard is { } shard ? Shard.Parse(shard, Environment.GetEnvironmentVariable) : new Shard(1, 1),
            Invoker = new TracedInvoker(file.IsExact
                ? new InProcessInvoker(context, scenarios)
                : new ProcessTrialInvoker(typeof(ExperimentRun).Assembly.Location)),
            Settings = settings,
            Progress = new RunProgress(line, context.Error),
            Host = HostProbe.Read().ToJson(),
            Cores = context.Cores,
            CommandLine = CommandLineOf(options),
        };
        if (options.DryRun)
        {
            DryRunTable.Write(context, ExperimentRunner.DryRun(run), options.Json);
            return ExitCodes.Passed;
        }

        using BusyNeighbour? neighbour = options.Busy ? new BusyNeighbour(typeof(ExperimentRun).Assembly.Location) : null;
        if (options.Shard is not null)
        {
            return RunShard(run, settings, line, context);
        }

        ExperimentResult result = ExperimentRunner.Run(run, context.Cancellation);
        settings.Save(result.Folder);
        line.Dispose();
        Interpreters.List(context, interpreters.Items, result);
        Write(context, options, result);
        return ExitCodeOf(result);
    }

    private static int RunShard(ExperimentRunOptions run, HeapMultiples heaps, ProgressLine line, CliContext context)
    {
        ShardResult result = ExperimentRunner.RunShard(run, context.Cancellation);
        heaps.Save(result.Folder);
        line.Dispose();
        context.Out.WriteLine(
            $"shard {result.Shard}: {result.Done} invocations, {result.Failed} failed{(result.IsInterrupted ? ", interrupted" : "")}; when all shards are done: gcactors merge {result.Folder}");
        return result.IsInterrupted ? ExitCodes.Interrupted : result.Failed > 0 ? ExitCodes.TrialFailed : ExitCodes.Passed;
    }

    private static void RefuseTimingElsewhere(ExperimentFile file, RunOptions options, CliContext context)
    {
        if (!context.IsTimingSupported && !file.IsExact && !options.DryRun)
        {
            throw new PlatformNotSupportedException(TimingSupport.Refusal);
        }
    }

    private static Dictionary<string, string> OverridesOf(RunOptions options)
    {
        Dictionary<string, string> overrides = [];
        foreach (SettingAssignment setting in options.Settings)
        {
            if (!overrides.TryAdd(setting.Key, setting.Value))
            {
                throw new SettingsException(setting.Origin, $"'{setting.Key}' is set twice");
            }
        }

        return overrides;
    }

    private static string CommandLineOf(RunOptions options) => string.Join(' ', ((string[])
    [
        "gcactors run", options.Experiment, options.IsFull ? "--full" : "--quick",
        .. options.Settings.Select(s => $"--set {s.Key}={s.Value}"), .. options.Pythons.Select(python => $"--python {python}"),
    ]));

    private static void Write(CliContext context, RunOptions options, ExperimentResult result)
    {
        if (options.Json)
        {
            JsonText.Write(context, (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(result.Folder, "verdict.json")))!);
        }
        else
        {
            ExperimentReport.Write(context, result);
        }
    }

    /// <summary>What a run of an experiment comes to.</summary>
    public static int ExitCodeOf(ExperimentResult result) =>
        result.IsInterrupted ? ExitCodes.Interrupted : ExitCodeOf(result.Overall, result.FailedTrials);

    public static int ExitCodeOf(Truth overall, int failedTrials) => (overall, failedTrials) switch
    {
        (Truth.Unknown, > 0) => ExitCodes.TrialFailed,
        (Truth.True, _) => ExitCodes.Passed,
        (Truth.False, _) => ExitCodes.Failed,
        _ => ExitCodes.Inconclusive,
    };
}
