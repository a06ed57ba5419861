using System.Text;
using GcActors.Core;
using GcActors.Core.Counting;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Core.Workloads.LifeTraces;
using GcActors.Tests.Protocol;
using GcActors.Tests.Telemetry;
using Xunit;

namespace GcActors.Tests.Workloads;

public class TraceReplayTests
{
    private const string HandedOver = """
        life-trace 1
        # mutator 0 makes a pair and hands its head over; mutator 1 walks it and drops it.
        a 0 10 1 16
        a 0 11 0 16
        s 0 10 0 11
        x 0 1 10
        c 1 11 10 0
        d 0 11
        s 1 10 0 -
        d 1 11
        f 11
        d 1 10
        """;

    [Fact]
    public void The_example_is_a_real_program()
    {
        TrialReport report = TrialRuns.Run(TrialRuns.Small("trace-replay"));
        Assert.True(report.Outcome == TrialOutcome.Passed, report.Reason);
        Assert.StartsWith("7572 events, 0 strays, trace ", report.Check, StringComparison.Ordinal);
        Assert.Equal(2 * 274, report.Operations.Allocs);
    }

    /// <summary>Counted by hand from the file: a load or a copy is an increment, and so is a store of an object; a drop is a decrement, and so is a store over an object.</summary>
    [Fact]
    public void Operations_are_those_of_the_events()
    {
        TrialReport report = Replay("life-trace 1\na 0 1 2 8\na 0 2 0 8\ns 0 1 0 2\nc 0 2 1 0\nc 0 1\ns 0 1 0 -\nd 0 2\nd 0 2\n", 1, "ordered");
        Assert.Equal((2L, 3L, 3L, 1L), (report.Operations.Allocs, report.Operations.Increments, report.Operations.Decrements, report.Operations.Frees));
    }

    [Theory]
    [InlineData("ordered", 1, "unsync")]
    [InlineData("free", 2, "atomic")]
    [InlineData("free", 2, "biased")]
    [InlineData("free", 2, "buffered")]
    [InlineData("free", 2, "deferred")]
    [InlineData("free", 2, "gil")]
    public void What_is_handed_over_is_replayed_side_by_side_or_in_order(string replay, int mutators, string strategy)
    {
        TrialReport report = Replay(HandedOver, mutators, replay, strategy, rounds: 3);
        Assert.True(report.Outcome == TrialOutcome.Passed, report.Reason);
        Assert.Contains(", 0 strays, ", report.Check, StringComparison.Ordinal);
        Assert.Equal(6, report.Operations.Allocs);
    }

    [Fact]
    public void Between_two_rounds_all_that_is_held_is_dropped()
    {
        const string text = "life-trace 1\na 0 1 0 8\nc 0 1\n";
        Assert.Equal((1L, 1L, 0L), Counts(Replay(text, 1, "ordered", rounds: 1)));
        Assert.Equal((3L, 3L, 4L), Counts(Replay(text, 1, "ordered", rounds: 3)));

        static (long, long, long) Counts(TrialReport report) => (report.Operations.Allocs, report.Operations.Increments, report.Operations.Decrements);
    }

    [Fact]
    public void Every_strategy_frees_the_same_objects_of_the_example()
    {
        string[] strategies = [.. Catalog.Counters.Select(counter => counter.Name).Where(name => !Catalog.Counter(name)!.Traits.IsTraced && Catalog.Counter(name)!.Traits.Frees)];
        Assert.All(strategies, strategy =>
        {
            TrialReport report = TrialRuns.Run(TrialRuns.Small("trace-replay", strategy) with { Verify = new VerifySettings { Level = "end" } });
            Assert.True(report.Outcome == TrialOutcome.Passed, $"{strategy}: {report.Reason}");
        });
    }

    [Theory]
    [InlineData("", "program.life-trace:1: a life trace begins with 'life-trace 1'")]
    [InlineData("life-trace 1\n", "there is no allocation")]
    [InlineData("life-trace 1\nz 1\n", "program.life-trace:2: 'z 1' is no event")]
    [InlineData("life-trace 1\na 0 1 1 8\na 0 1 1 8\n", "program.life-trace:3: object 1 was allocated before")]
    [InlineData("life-trace 1\na 0 1 1 8\nd 0 2\n", "program.life-trace:3: object 2 was not allocated before")]
    [InlineData("life-trace 1\na 0 1 1 8\nd 0 1\nc 0 1\n", "program.life-trace:4: mutator 0 does not hold object 1 here")]
    [InlineData("life-trace 1\na 0 1 1 8\ns 1 1 0 -\n", "program.life-trace:3: mutator 1 does not hold object 1 here")]
    [InlineData("life-trace 1\na 0 1 1 8\ns 0 1 1 -\n", "program.life-trace:3: there is no field 1: the object has 1, from 0")]
    [InlineData("life-trace 1\na 0 1 1 8\na 0 2 1 8\nc 0 2 1 0\n", "program.life-trace:4: field 0 of object 1 does not hold object 2 here")]
    [InlineData("life-trace 1\na 0 x 1 8\n", "program.life-trace:2: 'x' is no object: a whole number")]
    [InlineData("life-trace 1\nl 16 0 5\n", "program.life-trace:2: this is a lifetime trace")]
    [InlineData("life-trace 1\na 2000 1 1 8\n", "'2000' is no mutator: a whole number from 0 to 1023")]
    public void A_life_trace_that_cannot_be_says_where_and_what_would_be_right(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<LifeTraceException>(() => Read(text, sideBySide: false)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_field_that_nothing_orders_is_refused_side_by_side_only()
    {
        const string racing = "life-trace 1\na 0 1 1 8\na 0 2 0 8\nc 0 1\nx 0 1 1\ns 0 1 0 2\nc 1 2 1 0\n";
        Assert.Contains(
            "program.life-trace:7: field 0 of this object is also used in line 6", Assert.Throws<LifeTraceException>(() => Read(racing, sideBySide: true)).Message,
            StringComparison.Ordinal);
        Assert.Equal(1, Read(racing, sideBySide: false).Mutators);
    }

    [Fact]
    public void A_hand_over_orders_what_was_before_it()
    {
        LifeTrace trace = Read("life-trace 1\na 0 1 1 8\na 0 2 0 8\nc 0 1\ns 0 1 0 2\nx 0 1 1\nc 1 2 1 0\ns 1 1 0 -\nd 0 2\n", sideBySide: true);
        Assert.Equal((2, 1, Sharing.Counted), (trace.Mutators, trace.SharedRoots, trace.Sharing));
    }

    [Fact]
    public void The_number_of_mutators_and_the_file_are_checked_before_the_trial()
    {
        Assert.Contains("this life trace needs 2, not 3", Refusal(HandedOver, 3, "free"), StringComparison.Ordinal);
        TrialSettings missing = TrialRuns.Small("trace-replay") with { Parameters = new Dictionary<string, string> { ["file"] = "nowhere.life-trace" } };
        Assert.Contains("there is no file 'nowhere.life-trace'", Assert.ThrowsAny<ArgumentException>(() => TrialRuns.Run(missing)).Message, StringComparison.Ordinal);
    }

    private static LifeTrace Read(string text, bool sideBySide) => LifeTraceReader.Read("program.life-trace", Encoding.UTF8.GetBytes(text), sideBySide);

    private static string Refusal(string text, int mutators, string replay) =>
        Assert.ThrowsAny<ArgumentException>(() => Replay(text, mutators, replay, "atomic")).Message;

    private static TrialReport Replay(string text, int mutators, string replay, string strategy = "unsync", int rounds = 1)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["trace"], text);
        return TrialRuns.Run(TrialRuns.Small("trace-replay", strategy, "leased", mutators) with
        {
            Parameters = new Dictionary<string, string> { ["file"] = folder["trace"], ["replay"] = replay, ["rounds"] = $"{rounds}" },
        });
    }
}
