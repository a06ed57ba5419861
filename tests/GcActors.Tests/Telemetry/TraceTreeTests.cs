using System.Diagnostics;
using System.Globalization;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Core.Telemetry;
using GcActors.Experiments.Settings;
using GcActors.Runtime;
using GcActors.Tests.Protocol;
using Xunit;

namespace GcActors.Tests.Telemetry;

/// <summary>Each stop of the world is one linked piece of the trial's trace: for each plan on each runtime, 10 mutators and more than 1,000 collections.</summary>
public class TraceTreeTests
{
    private const int Mutators = 10;

    private const int Collections = 1000;

    public static TheoryData<string, string> PlansAndRuntimes
    {
        get
        {
            TheoryData<string, string> all = [];
            foreach (string plan in PlanCatalog.Names)
            {
                foreach (string runtime in ActorSystems.Names)
                {
                    all.Add(plan, runtime);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(PlansAndRuntimes))]
    public void Every_collection_is_whole(string plan, string runtime)
    {
        using TraceRecorder recorder = new();
        TrialReport report = TrialRuns.Run(Settings(plan, runtime));
        Assert.True(report.Outcome == TrialOutcome.Passed, report.Reason);
        var tree = new TraceTree(recorder.Spans);
        Assert.Empty(tree.Violations(recorder.Root, Mutators).Take(5));
        Assert.InRange(tree.Named(Spans.Collection).Count(IsOfTheRun), Collections, int.MaxValue);
        Activity trial = Assert.Single(tree.Named(Spans.Trial));
        Assert.Equal(["set-up", "measured", "verify", "drain", "telemetry"], tree.ChildrenOf(trial).OrderBy(phase => phase.StartTimeUtc).Select(phase => phase.OperationName));

        bool IsOfTheRun(Activity collection) => collection.ParentSpanId == tree.Named(Spans.Measured).Single().SpanId;
    }

    /// <summary>Without the lock that lets one mutator run at a time, allocations are counted in batches, and a collection comes later.</summary>
    private static int Allocations(string plan) => plan switch
    {
        _ when plan.StartsWith("cpython-3", StringComparison.Ordinal) && !plan.EndsWith('t') => 70_000,
        _ => 700_000,
    };

    private static TrialSettings Settings(string plan, string runtime) => new TrialSettingsBuilder(Vocabulary.Core)
        .UsePlan(plan, "test")
        .Set("workload", "self-list", "test")
        .Set("workload.n", Allocations(plan).ToString(CultureInfo.InvariantCulture), "test")
        .Set("mutators", Mutators.ToString(CultureInfo.InvariantCulture), "test")
        .Set("runtime", runtime, "test")
        .Set("collection.trigger", "stress", "test")
        .Set("collection.stress_every", "64", "test")
        .Set("measure.warmup_iterations", "0", "test")
        .Set("verify.level", "end", "test")
        .Build().Settings;
}
