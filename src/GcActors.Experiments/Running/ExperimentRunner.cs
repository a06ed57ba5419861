using System.Diagnostics;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Reporting;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Running;

/// <summary>From an experiment file to a results folder and verdicts.</summary>
public static class ExperimentRunner
{
    /// <exception cref="ExperimentFileException">Bad input; nothing was written.</exception>
    /// <exception cref="NotApplicableException">The machine cannot answer this question.</exception>
    public static ExperimentResult Run(ExperimentRunOptions options, CancellationToken cancellation = default)
    {
        Experiment experiment = Resolve(options);
        ResultsFolder folder = RunPart(options with { Shard = new Shard(1, 1) }, experiment, out IReadOnlyList<ResultRow> rows, out bool finished, cancellation);
        return Conclude(new Analysis(AdaptiveStop.Planned(experiment, rows), rows), folder, rows, !finished);
    }

    /// <summary>One of several parts of a sweep, which goes on with what its log has; nothing is concluded before <see cref="ShardMerge"/>.</summary>
    /// <inheritdoc cref="Run"/>
    public static ShardResult RunShard(ExperimentRunOptions options, CancellationToken cancellation = default)
    {
        if (options.Out is null)
            throw new ExperimentFileException("--shard needs --out DIR, the folder that the shards have in common");
        ResultsFolder folder = RunPart(
            options with { Resume = true }, Resolve(options), out IReadOnlyList<ResultRow> rows, out bool finished, cancellation);
        return new ShardResult(options.Shard, rows.Count, rows.Count(row => row.Outcome == "failed"), !finished, folder.Path);
    }

    private static ResultsFolder RunPart(
        ExperimentRunOptions options, Experiment experiment, out IReadOnlyList<ResultRow> rows, out bool finished, CancellationToken cancellation)
    {
        if (options.Cores < experiment.File.RequiresCores)
            throw new NotApplicableException($"{experiment.File.Id} needs {experiment.File.RequiresCores} cores, there are {options.Cores}");
        var plan = new InvocationPlan(experiment, options.Settings);
        Provenance provenance = ProvenanceProbe.Collect(Path.GetDirectoryName(Path.GetFullPath(experiment.File.Path))!, options.AssemblyFolder,
            options.CommandLine);
        ResultsFolder folder = OpenFolder(options, experiment, plan, provenance);
        using var log = TrialLog.Open(LogOf(options.Shard, folder));
        if (log.TornBytes > 0)
            options.Progress.Note($"{LogOf(options.Shard, folder)}: the last line was torn ({log.TornBytes} bytes); it was cut off, and its trial runs again");
        finished = SweepOf(options, experiment, plan, log, provenance, folder.Path).Run(cancellation);
        rows = log.Rows;
        return folder;
    }

    private static string LogOf(Shard shard, ResultsFolder folder)
    {
        if (shard.Count == 1)
            return folder.TrialsFile;
        Directory.CreateDirectory(Path.Combine(folder.Path, Shard.Folder));
        return Path.Combine(folder.Path, shard.LogName);
    }

    /// <summary>Every invocation in order, with the time at which it would start; runs and writes nothing.</summary>
    public static IReadOnlyList<PlannedTrial> DryRun(ExperimentRunOptions options)
    {
        Experiment experiment = Resolve(options);
        var plan = new InvocationPlan(experiment, options.Settings);
        Dictionary<string, SortedDictionary<string, string>> origins =
            experiment.Cells.ToDictionary(cell => cell.Name, cell => SettingOrigins.Of(experiment, cell, options.Overrides));
        return [.. plan.Groups(options.Shard).SelectMany(group => group).Select((invocation, index) =>
            new PlannedTrial(invocation, index * experiment.Profile.SecondsPerInvocation) { Origins = origins.GetValueOrDefault(invocation.Cell, []) })];
    }

    private static Experiment Resolve(ExperimentRunOptions options)
    {
        ExperimentFile file = ExperimentFileReader.Read(options.ExperimentPath);
        Experiment experiment = ExperimentResolver.Resolve(file, options.Profile, options.Overrides, options.Cores, options.Seed,
            cell => options.Settings.WhyMissing(cell.Settings));
        ExperimentCheck.Check(experiment);
        foreach (string line in LeftOut.Lines(experiment.LeftOut))
            options.Progress.Note(line);
        return experiment;
    }

    private static ResultsFolder OpenFolder(ExperimentRunOptions options, Experiment experiment, InvocationPlan plan, Provenance provenance)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        if (options.Resume && options.Out is null)
            throw new ExperimentFileException("--resume needs --out DIR, the folder to go on with");
        string path = options.Out ?? ResultsFolder.DefaultPath(experiment.File.Id, now, provenance.ShortCommit);
        return ResultsFolder.Open(path, options.Resume, Manifest.Of(experiment, plan, provenance, options, now), options.Host, experiment.File.Text);
    }

    private static Sweep SweepOf(ExperimentRunOptions options, Experiment experiment, InvocationPlan plan, TrialLog log, Provenance provenance,
        string folder)
    {
        var work = new SameWorkBook(experiment);
        foreach (ResultRow row in log.Rows)
            work.Learn(row);
        var gates = new GateContext
        {
            Cores = options.Cores,
            TimerStepNs = ClockStep.MeasureNs(),
            IsOptimisedBuild = options.IsOptimisedBuild,
            HasDebugger = Debugger.IsAttached,
            IsTracedOnDemand = experiment.IsTracedOnDemand,
        };
        var annotator = new RowAnnotator(experiment, provenance, Manifest.HashOf(options.Host.ToJsonString())[..12], gates, work);
        return new Sweep(experiment, plan, log, options.Invoker, annotator, options.Progress, folder, options.Shard);
    }

    /// <summary>Writes what follows from the rows into the folder.</summary>
    internal static ExperimentResult Conclude(Analysis analysis, ResultsFolder folder, IReadOnlyList<ResultRow> rows, bool isInterrupted)
    {
        var table = ExperimentTable.From(analysis);
        folder.Write("summary.csv", SummaryCsv.Of(table, ExperimentTable.OfTwins(analysis)));
        folder.Write("excluded.csv", ExcludedCsv.Of(analysis.Excluded));
        string sentence = VerdictSentence.Write(analysis);
        folder.Write("verdict.json", VerdictJson.Of(analysis, sentence, isInterrupted));
        var run = RunFolder.Of(folder.Path, analysis, rows);
        RunFigures.Write(run);
        ReportFiles.Write(run);
        return new ExperimentResult
        {
            Overall = isInterrupted ? Kleene.And(analysis.Overall, Truth.Unknown) : analysis.Overall,
            Verdicts = analysis.Verdicts,
            Table = table,
            Splits = analysis.Splits,
            VerdictSentence = sentence,
            AaRatio = analysis.AaRatio(),
            Excluded = analysis.Excluded,
            LeftOut = analysis.Experiment.LeftOut,
            ComparedVersions = [.. analysis.Experiment.Cells.Where(cell => ScenarioCell.Is(cell.Settings)).Select(cell => ScenarioCell.Of(cell.Settings))
                .Where(cell => cell.IsSideBySide).Select(cell => cell.Version).Distinct()],
            Folder = folder.Path,
            IsInterrupted = isInterrupted,
            FailedTrials = rows.Count(row => row.Outcome == "failed"),
        };
    }
}
