using GcActors.Core;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Tests.Runtime;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>Section 10 of the workloads' page through the actors: the same program under every counter, allocator and runtime gives the same totals.</summary>
public class KnownAnswerTests
{
    private static readonly Answer[] s_answers =
    [
        new("self-list", 1, 1000, 1000, 1000, 0, 0, 1000, ""),
        new("pair", 1, 2000, 2000, 2000, 0, 0, 2000, ""),
        new("churn", 1, 10001, 30000, 39936, 9936, 65, 0, "637920"),
        new("life", 1, 20000, 0, 19315, 19315, 685, 0, "93392 B"),
        new("comb", 1, 10001, 10000, 19900, 9900, 101, 0, "495000"),
        new("binary-trees", 1, 25774, 50872, 76135, 25263, 511, 0, "1023; 7936 8128 8176; 511"),
        new("gcbench", 1, 27047, 39282, 65817, 26535, 512, 0, "r = 132, 32, 8"),
        new("lists", 1, 100001, 201000, 200990, 0, 1001, 99000, "49500") { Parameters = { ["shape"] = "ring" } },
        new("random-graph", 1, 10001, 100000, 81723, 575, 0, 9426, "2173449636640853123") { Parameters = { ["steps"] = "0" } },
        new("random-graph", 1, 11970, 167876, 148727, 1597, 0, 10373, "4240369317752552254") { Parameters = { ["steps"] = "20000" } },
        new("chain", 1, 10000, 19946, 25346, 5400, 0, 4600, "most 4600") { ShowsPromptness = true },
        new("larson", 2, 1402, 1400, 2600, 1200, 202, 0, "98351 B, 313 foreign"),
        new("xmalloc-test", 2, 81940, 81920, 163860, 81940, 0, 0, "81940 foreign"),
        new("mstress", 2, 909, 900, 1808, 908, 1, 0, ""),
        new("cache-scratch", 2, 1002, 100000, 101002, 1002, 0, 0, "1 foreign"),
        new("pipeline", 2, 10022, 24986, 35007, 10021, 1, 0, "4986 kept"),
        new("hot", 2, 23, 32768, 32768, 0, 23, 0, "16272"),
        new("counter-mix", 2, 1023, 10010, 11022, 1012, 11, 0, "1012"),
        new("counter-mix", 1, 1066, 10010, 11065, 1055, 11, 0, "1055"),
        new("ladder", 2, 8, 4000, 4000, 0, 8, 0, "2"),
        new("scaling", 2, 2004, 10000, 12000, 2000, 4, 0, "4000"),

        // With two mutators its totals depend on the order; LruTests has what does not.
        new("lru", 1, 3376, 57876, 57574, 0, 202, 3174, "4321686993615621978"),
        new("server", 2, 50166, 45311, 91055, 45744, 122, 4300, "215 cyclic, 96 kept"),
        new("hand-over", 2, 10001, 5000, 15001, 10001, 0, 0, "5000"),
    ];

    public static TheoryData<string, int, string, string, string> Combinations => AllFor(freesAllAcyclic: true);

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Totals_are_those_of_the_definition(string workload, int answerIndex, string strategy, string allocator, string runtime)
    {
        Answer answer = s_answers[answerIndex];
        Assert.Equal(workload, answer.Workload);
        TrialReport report = TrialRuns.Run(Settings(answer, strategy, allocator) with { Runtime = runtime });

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        OperationTotals o = report.Operations;
        bool hasCheck = !answer.ShowsPromptness || Catalog.Counter(strategy.Split(' ')[0])!.Traits.IsPrompt;

        // A copy that was made to be sent is one more object that is made and dies; each reference in it is one more that comes and goes.
        long copies = (long)report.Extra.GetValueOrDefault("copied_objects");
        long increments = (long)report.Extra.GetValueOrDefault("copied_increments");
        Assert.Equal(
            (answer.Allocs, answer.Increments, answer.Decrements, answer.Frees, answer.Live, answer.Garbage, answer.Check),
            (o.Allocs - copies, o.Increments - increments, o.Decrements - copies - increments, o.Frees - copies, report.LiveObjects, report.CyclicGarbage,
                hasCheck ? report.Check : answer.Check));
        Assert.Equal(0, report.Host.QuantaAllocatedBytes);
    }

    public static TheoryData<string, int, string, string, string> LateCombinations => AllFor(freesAllAcyclic: false);

    /// <summary>What dies late has not dropped its fields yet, and is garbage at the end.</summary>
    [Theory]
    [MemberData(nameof(LateCombinations))]
    public void Where_deaths_are_late_nothing_else_differs(string workload, int answerIndex, string strategy, string allocator, string runtime)
    {
        Answer answer = s_answers[answerIndex];
        Assert.Equal(workload, answer.Workload);
        TrialReport report = TrialRuns.Run(Settings(answer, strategy, allocator) with { Runtime = runtime });

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        OperationTotals o = report.Operations;
        Assert.Equal(
            (answer.Allocs, answer.Increments, answer.Live, o.Allocs - o.Frees - answer.Live),
            (o.Allocs, o.Increments, report.LiveObjects, report.CyclicGarbage));
        Assert.True(answer.ShowsPromptness || answer.Check == report.Check, report.Check);

        // Mutators that trace find cycles too, and what these refer to.
        bool traces = Catalog.Counter(strategy.Split(' ')[0])!.Traits.CountsMessages;
        Assert.InRange(o.Frees, 0, answer.Frees + (traces ? answer.Garbage : 0));
        Assert.InRange(o.Decrements, 0, traces ? answer.Allocs + answer.Increments : answer.Decrements);
        Assert.Equal(0, report.Host.QuantaAllocatedBytes);
    }

    [Fact]
    public void Without_counts_all_operations_are_elided_and_nothing_dies_without_a_trace()
    {
        OperationTotals o = TrialRuns.Run(TrialRuns.Small("churn", "none", "leased", 2)).Operations;

        Assert.True(o.Increments > 0 && o.Decrements > 0);
        Assert.Equal((0, 0, 0), (o.AppliedIncrements, o.AppliedDecrements, o.Frees));
    }

    /// <summary>And dies in traces.</summary>
    [Theory]
    [InlineData("self-list", 1)]
    [InlineData("churn", 2)]
    [InlineData("random-graph", 2)]
    public void Without_counts_garbage_dies_in_traces(string workload, int mutators)
    {
        TrialSettings small = TrialRuns.Small(workload, "none", "leased", mutators);
        TrialReport report = TrialRuns.Run(small with
        {
            Collection = new CollectionSettings { Collector = "backup-trace", Trigger = "thresholds" },
            Verify = new VerifySettings { Level = "collections", Poison = true },
        });

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.True(report.Operations.Frees > 0);
        Assert.Equal(report.Operations.CollectorFrees, report.Operations.Frees);
        Assert.Equal(report.Operations.Allocs - report.Operations.Frees, report.LiveObjects + report.CyclicGarbage);
    }

    private static TheoryData<string, int, string, string, string> AllFor(bool freesAllAcyclic)
    {
        var data = new TheoryData<string, int, string, string, string>();
        foreach (Answer answer in s_answers)
        {
            foreach (string strategy in StrategiesFor(answer, freesAllAcyclic))
            {
                foreach (string allocator in (string[])["shared", "leased"])
                {
                    foreach (string runtime in TestedRuntimes.Names)
                    {
                        data.Add(answer.Workload, Array.IndexOf(s_answers, answer), strategy, allocator, runtime);
                    }
                }
            }
        }

        return data;
    }

    private static TrialSettings Settings(Answer answer, string strategy, string allocator)
    {
        string[] words = strategy.Split(' ');
        TrialSettings small = TrialRuns.Small(answer.Workload, words[0], allocator, answer.Mutators);
        return small with
        {
            Counting = small.Counting with { Variant = words[1] },
             Parameters = small.Parameters.Concat(answer.Parameters).GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.Last().Value),
        };
    }

    /// <summary>Every strategy that frees and may run the workload, in each of its variants.</summary>
    private static IEnumerable<string> StrategiesFor(Answer answer, bool freesAllAcyclic) =>
        from entry in Catalog.Counters
        let counter = Catalog.Counter(entry.Name)!
        from variant in counter.Variants.DefaultIfEmpty("auto")
        let strategy = $"{entry.Name} {variant}"
        where counter.Traits.Frees && counter.Traits.FreesAllAcyclic == freesAllAcyclic && Preflight.Check(Settings(answer, strategy, "leased")).All(f => f.IsWarning)
        select strategy;

    private sealed record Answer(
        string Workload, int Mutators, long Allocs, long Increments, long Decrements, long Frees, long Live, long Garbage, string Check)
    {
        public Dictionary<string, string> Parameters { get; } = [];

        /// <summary>Whether the check value is how many objects were unfreed at a time: a strategy that is not prompt has another.</summary>
        public bool ShowsPromptness { get; init; }
    }
}
