using GcActors.Experiments.Results;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Running;

/// <summary>
/// What makes an invocation void (rule A5). A gate says true, false or null; only false voids. G3 is judged when a group of invocations has its
/// last canary, G9 by a separate invocation, so both stand in the analysis and not here.
/// </summary>
public static class Gates
{
    public const string Overlap = "G1";
    public const string HostCollector = "G2";
    public const string CanaryDrift = "G3";
    public const string SameWork = "G4";
    public const string Steady = "G5";
    public const string Clock = "G6";
    public const string Memory = "G7";
    public const string Build = "G8";
    public const string Verified = "G9";

    public const string Untraced = "G10";

    private const double LeastOverlap = 0.9;
    private const double MostOtherCores = 0.15;
    private const double MostDrift = 0.1;
    private const double MostTrend = 0.05;
    private const double LeastClockSteps = 1000;
    private const int LeastIterationsForTrend = 3;

    private static readonly IReadOnlyList<(string Id, Func<ResultRow, GateContext, GateResult> Judge)> Table =
    [
        (Overlap, JudgeOverlap),
        (HostCollector, (row, _) => JudgeHostCollector(row)),
        (SameWork, (row, context) => JudgeSameWork(row, context.Expected)),
        (Steady, (row, _) => JudgeSteady(row)),
        (Clock, JudgeClock),
        (Memory, (row, _) => JudgeMemory(row)),
        (Build, JudgeBuild),
        (Untraced, JudgeUntraced),
    ];

    public static IReadOnlyDictionary<string, GateResult> Evaluate(ResultRow row, GateContext context) =>
        Table.ToDictionary(gate => gate.Id, gate => gate.Judge(row, context));

    /// <summary>G3 over a group: its first and last canary.</summary>
    public static GateResult JudgeDrift(ResultRow? first, ResultRow? last)
    {
        if (first is null || last is null)
            return GateResult.NotApplicable("the group has no last canary yet");
        if (!first.IsPassed || !last.IsPassed)
            return new GateResult(false, "a canary failed");
        double plain = Ratio(last, first, Canary.PlainUndisturbed, "plain_ns");
        double atomic = Ratio(last, first, Canary.AtomicUndisturbed, "atomic_ns");
        return new GateResult(IsNearOne(plain) && IsNearOne(atomic), $"canary last/first: plain {plain:0.00}, atomic {atomic:0.00}");
    }

    /// <param name="median">What canaries of before had instead.</param>
    private static double Ratio(ResultRow last, ResultRow first, string undisturbed, string median) =>
        last.Extra(undisturbed) / first.Extra(undisturbed) ?? last.Extra(median) / first.Extra(median) ?? double.NaN;

    private static bool IsNearOne(double ratio) => ratio >= 1 - MostDrift && ratio <= 1 + MostDrift;

    private static GateResult JudgeOverlap(ResultRow row, GateContext context)
    {
        double others = (row.Host("other_cpu_cores") ?? 0) + (row.Host("steal_cores") ?? 0);
        if (row.StopsForMeasure)
        {
            return new GateResult(others <= MostOtherCores,
                $"other processes and steal {others:0.00} core, which a stop waits for; overlap {row.Overlap:0.00} is reported, not judged");
        }

        if (row.Mutators == 1)
            return GateResult.NotApplicable("one mutator");
        if (row.TakesTurns)
            return new GateResult(others <= MostOtherCores, $"other processes and steal {others:0.00} core; mutators take turns on one");
        if (row.Mutators > context.Cores)
            return GateResult.NotApplicable($"{row.Mutators} mutators on {context.Cores} cores: overlap {row.Overlap:0.00} is reported, not judged");
        if (row.Overlap is not { } overlap)
            return new GateResult(false, "overlap was not measured");
        return new GateResult(overlap >= LeastOverlap && others <= MostOtherCores,
            $"overlap {overlap:0.00}, other processes and steal {others:0.00} core");
    }

    private static GateResult JudgeHostCollector(ResultRow row)
    {
        double collections = row.Host("host_collections") ?? 0;
        double bytes = row.Host("quanta_allocated_bytes") ?? 0;
        return new GateResult(collections == 0 && bytes == 0, $"{collections} host collections, {bytes} managed bytes in quanta");
    }

    internal static GateResult JudgeSameWork(ResultRow row, IReadOnlyList<WorkTotals> totals)
    {
        WorkTotals[] expected = WorkTotals.OfTape(row) is { } tape ? [tape, .. totals] : [.. totals];
        if (expected.Length == 0)
            return GateResult.NotApplicable("nothing to compare with yet");
        var done = WorkTotals.Of(row, "this invocation");
        string? difference = expected.Select(e => e.DifferenceTo(done)).FirstOrDefault(d => d is not null);
        return new GateResult(difference is null, difference ?? $"equal to {string.Join(" and ", expected.Select(e => e.Origin))}");
    }

    private static GateResult JudgeSteady(ResultRow row)
    {
        IReadOnlyList<double> wall = row.Iterations("wall_ns");
        if (row.IsVirtualTime)
            return GateResult.NotApplicable("time is virtual");
        if (wall.Count < LeastIterationsForTrend)
            return GateResult.NotApplicable($"{wall.Count} iterations show no trend");
        double slope = TheilSen.Slope([.. Enumerable.Range(0, wall.Count).Select(i => (double)i)], wall);
        double trend = Math.Abs(slope) * wall.Count / Median.Of(wall);
        return new GateResult(trend <= MostTrend, $"trend over the iterations {trend:P1} of the median");
    }

    private static GateResult JudgeClock(ResultRow row, GateContext context)
    {
        IReadOnlyList<double> wall = row.Iterations("wall_ns");
        if (row.IsVirtualTime)
            return GateResult.NotApplicable("time is virtual");
        if (wall.Count == 0)
            return new GateResult(false, "no iteration was measured");
        double shortest = wall.Min();
        return new GateResult(shortest >= LeastClockSteps * context.TimerStepNs,
            $"shortest iteration {shortest / 1e6:0.###} ms, clock step {context.TimerStepNs:0} ns");
    }

    private static GateResult JudgeMemory(ResultRow row)
    {
        double faults = row.Host("major_faults") ?? 0;
        return new GateResult(faults == 0 && row.Outcome != "out-of-memory", row.Outcome == "out-of-memory"
            ? "out of memory"
            : $"{faults} major faults");
    }

    private static GateResult JudgeUntraced(ResultRow row, GateContext context)
    {
        if (!row.IsTraced)
            return GateResult.NotApplicable("not traced");
        return context.IsTracedOnDemand
            ? new GateResult(false, "traced: the times of a trial that is looked at are no timing data")
            : GateResult.NotApplicable("traced, as the experiment has it");
    }

    private static GateResult JudgeBuild(ResultRow row, GateContext context)
    {
        if (!context.IsOptimisedBuild)
            return new GateResult(false, "not an optimised build: run with -c Release");
        double compiled = row.Host("methods_jitted") ?? 0;
        return new GateResult(!context.HasDebugger && compiled == 0, context.HasDebugger
            ? "a debugger is attached"
            : $"{compiled} methods compiled in the window");
    }
}
