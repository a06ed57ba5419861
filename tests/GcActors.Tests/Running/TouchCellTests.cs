using System.Text.Json.Nodes;
using GcActors.Core.Probes;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;
using Xunit;

namespace GcActors.Tests.Running;

public class TouchCellTests
{
    public static TheoryData<string> Strategies => [.. TouchLoop.Strategies];

    [Fact]
    public void What_is_not_given_has_its_default_and_other_settings_of_trials_are_left_alone()
    {
        IReadOnlyDictionary<string, string> resolved = Resolve(("touch.strategy", "atomic"), ("mutators", "2"), ("plan", "floor"), ("workload.steps", "5"));
        Assert.Equal([TouchCell.StrategyKey, .. TouchCell.Defaults.Keys], resolved.Keys.Order(StringComparer.Ordinal).OrderBy(k => k != TouchCell.StrategyKey));
        Assert.Equal(("2", "own"), (resolved["mutators"], resolved["touch.place"]));
    }

    [Theory]
    [InlineData("touch.strategie", "atomic", "touch.strategie: no such key of a touch loop (did you mean 'touch.strategy'?)")]
    [InlineData("touch.strategy", "gil", "touch.strategy: 'gil' is none of unsync, atomic, compare-and-swap, object-lock, global-lock, biased, biased-703")]
    [InlineData("touch.place", "mine", "touch.place: 'mine' is none of own, shared")]
    [InlineData("touch.stride_bytes", "8", "touch.stride_bytes: 8 is out of range; it must be a whole number from 16 to 4096")]
    [InlineData("touch.stride_bytes", "40", "touch.stride_bytes: 40 is no multiple of 16, which 'biased' needs")]
    [InlineData("mutators", "0", "mutators: 0 is out of range; it must be a whole number from 1 to 64")]
    public void What_cannot_be_run_is_refused_with_its_key_and_what_would_be_right(string key, string value, string message)
    {
        SettingsException e = Assert.Throws<SettingsException>(() => Resolve(("touch.strategy", "biased"), (key, value)));
        Assert.Equal(message, e.Message);
    }

    [Fact]
    public void A_primitive_knows_no_immortals() =>
        Assert.StartsWith("touch.immortal:", Assert.Throws<SettingsException>(() => Resolve(("touch.strategy", "compare-and-swap"), ("touch.immortal", "pinned"))).Message, StringComparison.Ordinal);

    /// <summary>On one object and on several, alone, beside another and as a stranger: the loop leaves every count as it was, or throws.</summary>
    [Theory]
    [MemberData(nameof(Strategies))]
    public void Every_strategy_leaves_its_counts_as_they_were(string strategy)
    {
        foreach ((bool shared, bool stranger, int objects, bool calls) in new[] { (false, false, 1, false), (true, false, 1, true), (true, true, 3, false), (false, false, 3, true) })
        {
            using TouchLoop loop = TouchLoop.Of(
                new TouchPlan { Strategy = strategy, Threads = 2, IsShared = shared, ByStranger = stranger, Objects = objects, ThroughCalls = calls, Pairs = 3000 }, _ => true);
            loop.Run();
        }
    }

    [Theory]
    [InlineData("atomic")]
    [InlineData("biased")]
    [InlineData("compare-and-swap")]
    public unsafe void A_count_that_is_not_what_it_was_is_noticed(string strategy)
    {
        using TouchLoop loop = TouchLoop.Of(new TouchPlan { Strategy = strategy, Objects = 2, Pairs = 10 }, _ => true);
        loop.At(0, 1)->Count++;
        Assert.Contains("the count of object 1 of thread 0", Assert.Throws<InvalidOperationException>(() => { loop.Run(); }).Message, StringComparison.Ordinal);
    }

    /// <summary>The last count of one thread's block and the first one of the next do not overlap while they begin.</summary>
    [Fact]
    public void Blocks_that_fill_their_lines_are_begun_apart()
    {
        using TouchLoop loop = TouchLoop.Of(new TouchPlan { Strategy = "atomic", Threads = 2, Objects = 64, StrideBytes = 4, IsInterleaved = false, Pairs = 64 }, _ => true);
        loop.Run();
    }

    [Fact]
    public void Immortal_counts_are_never_written()
    {
        using TouchLoop loop = TouchLoop.Of(new TouchPlan { Strategy = "atomic", Threads = 2, IsShared = true, IsImmortal = true, Pairs = 1000 }, _ => true);
        loop.Run();
    }

    [Fact]
    public unsafe void Counts_lie_where_the_plan_says()
    {
        using TouchLoop turns = TouchLoop.Of(new TouchPlan { Strategy = "atomic", Threads = 2, Objects = 4, StrideBytes = 4, Pairs = 4 }, _ => true);
        using TouchLoop blocks = TouchLoop.Of(new TouchPlan { Strategy = "atomic", Threads = 2, Objects = 4, StrideBytes = 4, IsInterleaved = false, Pairs = 4 }, _ => true);
        Assert.Equal((4, 8), ((byte*)turns.At(1, 0) - (byte*)turns.At(0, 0), (byte*)turns.At(0, 1) - (byte*)turns.At(0, 0)));
        Assert.Equal((512, 4), ((byte*)blocks.At(1, 0) - (byte*)blocks.At(0, 0), (byte*)blocks.At(0, 1) - (byte*)blocks.At(0, 0)));
    }

    [Fact]
    public void The_row_is_one_that_gates_and_metrics_can_read()
    {
        JsonObject json = TouchRun.Of(Resolve(("touch.strategy", "atomic"), ("mutators", "2"), ("touch.objects", "3"), ("touch.pairs", "1000"), ("measure.iterations", "4")));
        var row = new ResultRow(json);
        Assert.True(row.IsPassed);
        Assert.Equal((2, 4), (row.Mutators, row.Iterations("wall_ns").Count));
        Assert.Equal(2 * 2 * 999, row.ToSample().PerInvocation["operations"]);
    }

    private static IReadOnlyDictionary<string, string> Resolve(params (string Key, string Value)[] settings) =>
        TouchCell.Resolve(settings.GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.Last().Value));
}
