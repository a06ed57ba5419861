using System.Globalization;
using GcActors.Core.Actors;
using GcActors.Core.Objects;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>Message counts through the actors: the laws at every stop, the faults that break them, and what the counts amount to.</summary>
public class MessageCountTests
{
    private const int Seeds = 20;

    public static TheoryData<string, string, int> Programs => new()
    {
        { "larson", "", 3 },
        { "pipeline", "batches=8", 4 },
        { "hand-over", "objects=3000 keep=1", 2 },
        { "hand-over", "objects=3000 order=after", 2 },
        { "xmalloc-test", "batches=4", 2 },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void No_seed_breaks_the_laws(string workload, string parameters, int mutators)
    {
        for (ulong seed = SimulationNetTests.SeedBase; seed < SimulationNetTests.SeedBase + 4; seed++)
        {
            TrialReport report = TrialRuns.Run(Verified(workload, parameters, mutators), seed);
            Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
            Assert.True(report.Verifier.Runs > 2);
            Assert.True(report.Extra["local_traces"] > mutators);
        }
    }

    /// <summary>Only who relays another's objects asks for counts: the second producer the header, the third mutator a table.</summary>
    [Theory]
    [InlineData(nameof(MessageCountFault.IncrementAfterMessage), "larson", 3)]
    [InlineData(nameof(MessageCountFault.IncrementAfterMessage), "pipeline", 4)]
    [InlineData(nameof(MessageCountFault.PaperOffByOne), "larson", 3)]
    [InlineData(nameof(MessageCountFault.PaperOffByOne), "pipeline", 4)]
    [InlineData(nameof(MessageCountFault.StaleDecrement), "pipeline", 4)]
    [InlineData(nameof(MessageCountFault.ChildNotCounted), "larson", 2)]
    public void A_fault_is_caught(string fault, string workload, int mutators)
    {
        TrialSettings settings = Looked(Verified(workload, workload is "larson" ? "" : "batches=8", mutators));
        var faults = new PlantedFaults { MessageCounts = Enum.Parse<MessageCountFault>(fault) };
        Assert.Contains(Enumerable.Range(1, Seeds), seed => ViolationOf(settings, faults, (ulong)seed).StartsWith("WF", StringComparison.Ordinal));
    }

    /// <summary>Each object of a message is given back once, when its holder has traced; nobody relays, so nobody asks for counts.</summary>
    [Theory]
    [InlineData("hand-over", "", 5000, 5000)]
    [InlineData("hand-over", "keep=1", 5000, 5000)]
    [InlineData("xmalloc-test", "batches=20", 20, 20 * 4097)]
    [InlineData("cache-scratch", "", 2, 1)]
    public void What_is_sent_is_given_back(string workload, string parameters, long messages, long givenBack)
    {
        TrialReport report = TrialRuns.Run(Small(workload, parameters, 2));

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.Equal((messages, 0, givenBack), (Of(report, "sent_messages"), Of(report, "inc_messages"), Of(report, "dec_messages")));
    }

    /// <summary>Without any stop: the producer's heap stays as small as what the consumer has not given back.</summary>
    [Theory]
    [InlineData("simulation")]
    [InlineData("threads")]
    public void Objects_die_without_a_collection(string runtime)
    {
        TrialReport report = TrialRuns.Run(Small("xmalloc-test", "batches=60 objects=500 bound=4", 2) with { Runtime = runtime });

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.Empty(report.Collections);
        Assert.Equal(Of(report, "local_trace_frees"), report.Operations.Frees);
        Assert.InRange(report.Operations.Frees, report.Operations.Allocs * 3 / 4, report.Operations.Allocs);
        Assert.Equal(0, report.Host.QuantaAllocatedBytes);
    }

    private static long Of(TrialReport report, string name) => Convert.ToInt64(report.Extra[name], CultureInfo.InvariantCulture);

    private static TrialSettings Small(string workload, string parameters, int mutators)
    {
        TrialSettings small = TrialRuns.Small(workload, "weighted", "leased", mutators);
        var given = new Dictionary<string, string>(small.Parameters);
        foreach (string assignment in parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            given[assignment.Split('=')[0]] = assignment.Split('=')[1];
        }

        return small with { Parameters = given };
    }

    private static TrialSettings Verified(string workload, string parameters, int mutators) => Small(workload, parameters, mutators) with
    {
        Counting = new CountingSettings { Strategy = "weighted", TraceGrowthPercent = 101 },
        Collection = new CollectionSettings { Collector = "backup-trace", Trigger = "stress", StressEvery = 300 },
        Verify = new VerifySettings { Level = "collections", Poison = true },
    };

    /// <summary>Stopped and verified, but not collected: a trace would follow references to the freed before the verifier has seen them.</summary>
    private static TrialSettings Looked(TrialSettings settings) => settings with
    {
        Collection = settings.Collection with { Trigger = "never" },
        Measure = settings.Measure with { StopEveryUs = 20 },
    };

    /// <returns>Its law first; empty: none.</returns>
    private static string ViolationOf(TrialSettings settings, PlantedFaults faults, ulong seed)
    {
        try
        {
            TrialReport report = TrialRuns.RunWith(settings, faults, seed);
            return report.Outcome == TrialOutcome.Passed ? "" : LawOf(report.Reason!);
        }
        catch (ActorFailedException e)
        {
            return LawOf(e.ToString());
        }
    }

    private static string LawOf(string text) => text.IndexOf("WF", StringComparison.Ordinal) is var at and >= 0 ? text[at..] : text;
}
