using System.Text.Json.Nodes;
using GcActors.Cli.Output;
using GcActors.Cli.Scenarios;
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
        using var line = new ProgressLine(context);
        ExperimentRunOptions run = new()
        {
            ExperimentPath = options.Experiment,
            Profile = options.IsFull ? "full" : "quick",
            Overrides = OverridesOf(options),
            Out = options.Out,
            Resume = options.Resume,
            Invoker = new TracedInvoker(file.IsExact
                ? new InProcessInvoker(context, scenarios)
                : new ProcessTrialInvoker(typeof(ExperimentRun).Assembly.Location)),
            Settings = new CellSettings(context, scenarios),
            Progress = new RunProgress(line),
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
        ExperimentResult result = ExperimentRunner.Run(run, context.Cancellation);
        line.Dispose();
        Interpreters.List(context, interpreters.Items, result);
        Write(context, options, result);
        return ExitCodeOf(result);
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
    public static int ExitCodeOf(ExperimentResult result) => result switch
    {
        { IsInterrupted: true } => ExitCodes.Interrupted,
        { FailedTrials: > 0, Overall: Truth.Unknown } => ExitCodes.TrialFailed,
        { Overall: Truth.True } => ExitCodes.Passed,
        { Overall: Truth.False } => ExitCodes.Failed,
        _ => ExitCodes.Inconclusive,
    };
}
