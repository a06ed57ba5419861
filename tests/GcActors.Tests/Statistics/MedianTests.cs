using GcActors.Experiments.Statistics;
using Xunit;

namespace GcActors.Tests.Statistics;

public class MedianTests
{
    [Fact]
    public void An_odd_number_has_a_middle_and_an_even_number_the_mean_of_two()
    {
        Assert.Equal(3, Median.Of([5, 3, 1]));
        Assert.Equal(2.5, Median.Of([1, 2, 3, 4]));
    }

    [Fact]
    public void Nothing_has_no_median() => Assert.Throws<ArgumentException>(() => Median.Of([]));
}
