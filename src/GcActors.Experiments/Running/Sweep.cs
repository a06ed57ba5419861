using System.Diagnostics;
using System.Text.Json.Nodes;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Running;

/// <summary>
/// Runs what the log lacks: verification, blocks, then repetitions of what failed. All it knows of an earlier session is the log, so a
/// resumed run goes through the same plan and skips.
/// </summary>
internal sealed class Sweep(
    Experiment experiment, InvocationPlan plan, TrialLog log, ITrialInvoker invoker, RowAnnotator annotator, IRunProgress progress,
    string resultsFolder, Shard shard)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _ranHere;
    private int _total;

    /// <returns>False when it was cancelled.</returns>
    public bool Run(CancellationToken cancellation)
    {
        try
        {
            RunAll(cancellation);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void RunAll(CancellationToken cancellation)
    {
        IReadOnlyList<IReadOnlyList<Invocation>> groups = plan.Groups(shard);
        _total = groups.Sum(group => group.Count);
        foreach (IReadOnlyList<Invocation> group in groups)
        {
            IReadOnlyList<Invocation> wanted = WantedOf(group);
            _total -= group.Count - wanted.Count;
            RunGroup(wanted, cancellation);
            if (NothingRuns())
                break;
        }

        // What is counted comes out the same again, and a traced trial does not count however often it runs.
        if (!experiment.File.IsExact && !experiment.IsTracedOnDemand && !NothingRuns())
            Repeat(cancellation);
    }

    /// <summary>A shard has too little to judge by: it runs all its blocks.</summary>
    private IReadOnlyList<Invocation> WantedOf(IReadOnlyList<Invocation> group) =>
        shard.Count == 1 ? [.. group.Where(AdaptiveStop.Planned(experiment, log.Rows).Wants)] : group;

    /// <summary>A sweep in which every process of the first block failed will not get better.</summary>
    private bool NothingRuns() => log.Rows.Any(row => row.IsTimed) && log.Rows.Where(row => row.IsTimed).All(row => !row.IsPassed);

    /// <summary>Rule A5: up to n extra invocations a cell, as many as it has blocks.</summary>
    private void Repeat(CancellationToken cancellation)
    {
        for (int round = 1; round <= experiment.Profile.Blocks; round++)
        {
            IReadOnlyList<(string, int)> failed = FailedBefore(round);
            IReadOnlyList<Invocation> group = failed.Count == 0 ? [] : plan.Round(round, failed, shard);
            if (group.All(invocation => log.Has(invocation.Key)))
                continue;
            if (Stopwatch.GetElapsedTime(_start).TotalSeconds > experiment.Profile.RepeatWithinS)
                return;
            _total = Math.Max(_total, log.Rows.Count + group.Count(i => !log.Has(i.Key)));
            RunGroup(group, cancellation);
        }
    }

    private IReadOnlyList<(string Cell, int Block)> FailedBefore(int round)
    {
        ResultRow[] earlier = [.. log.Rows.Where(row => row.Round < round)];
        int Allowed(string cell) => experiment.Profile.Blocks - earlier.Count(row => row.IsTimed && row.Round > 0 && row.Cell == cell);
        return [.. new RowJudge(earlier).FailedPlaces().GroupBy(place => place.Cell).SelectMany(places => places.Take(Allowed(places.Key)))];
    }

    private void RunGroup(IReadOnlyList<Invocation> group, CancellationToken cancellation)
    {
        foreach (Invocation invocation in group.Where(invocation => !log.Has(invocation.Key)))
        {
            cancellation.ThrowIfCancellationRequested();
            RunOne(invocation, cancellation);
        }
    }

    private void RunOne(Invocation invocation, CancellationToken cancellation)
    {
        progress.Started(invocation, log.Rows.Count, _total, TimeLeft());
        DateTimeOffset started = DateTimeOffset.UtcNow;
        double? load = RowAnnotator.LoadNow();
        JsonObject child = invoker.Invoke(invocation with { TraceFolder = Path.GetFullPath(Path.Combine(resultsFolder, TraceFolders.Of(invocation))) }, cancellation);
        if (child["outcome"]?.ToString() == "interrupted")
            throw new OperationCanceledException("the trial was interrupted");
        ResultRow row = annotator.Annotate(invocation, child, started, load, CanaryBefore(invocation));
        log.Append(row);
        _ranHere++;
        progress.Ended(invocation, row);
    }

    private ResultRow? CanaryBefore(Invocation invocation) =>
        log.Rows.LastOrDefault(row => row.IsCanary && row.Group == invocation.Group && row.Cell == Invocation.CanaryFirst);

    private TimeSpan? TimeLeft() =>
        _ranHere == 0 ? null : Stopwatch.GetElapsedTime(_start) / _ranHere * (_total - log.Rows.Count);
}
