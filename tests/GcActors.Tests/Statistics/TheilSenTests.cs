using GcActors.Experiments.Statistics;
using Xunit;

namespace GcActors.Tests.Statistics;

public class TheilSenTests
{
    [Fact]
    public void One_wild_point_does_not_tilt_the_line() =>
        Assert.Equal(2, TheilSen.Slope([0, 1, 2, 3, 4, 5, 6], [1, 3, 5, 1000, 9, 11, 13]), 9);

    [Fact]
    public void Equal_x_have_no_slope() => Assert.True(double.IsNaN(TheilSen.Slope([1, 1], [0, 5])));

    [Fact]
    public void The_log_log_slope_is_the_exponent() =>
        Assert.Equal(1.5, TheilSen.LogLogSlope([1, 4, 16], [1, 8, 64]), 9);
}
