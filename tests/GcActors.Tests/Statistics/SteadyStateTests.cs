using GcActors.Experiments.Statistics;
using Xunit;

namespace GcActors.Tests.Statistics;

public class SteadyStateTests
{
    [Theory]
    [InlineData(SteadyClass.Flat, 0, 0, 1.0)]
    [InlineData(SteadyClass.WarmUp, 8, 8, 1.5)]
    [InlineData(SteadyClass.Slowdown, 8, 8, 0.7)]
    [InlineData(SteadyClass.NoSteadyState, 34, 34, 1.5)]
    public void Levels_and_their_end_are_found(SteadyClass expected, int expectedEnd, int changeAt, double before)
    {
        var random = new Random(3);
        double[] times = [.. Enumerable.Range(0, 40).Select(i => 100 * (i < changeAt ? before : 1) * (1 + (0.004 * SimulatedSweeps.Gauss(random))))];
        SteadyState state = SteadyState.Of(times);
        Assert.Equal((expected, expectedEnd), (state.Class, state.WarmUpEnd));
    }

    [Fact]
    public void One_wild_iteration_is_no_level()
    {
        double[] times = [.. Enumerable.Repeat(100.0, 20)];
        times[7] = 400;
        Assert.Equal(SteadyClass.Flat, SteadyState.Of(times).Class);
    }

    [Fact]
    public void Few_iterations_tell_nothing() => Assert.Equal(SteadyClass.TooFew, SteadyState.Of([5, 1, 1, 1, 1, 1, 1]).Class);
}
