using GcActors.Core.Wording;
using Xunit;

namespace GcActors.Tests.Settings;

public class NearestNameTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("heap", "", 4)]
    [InlineData("hep", "heap", 1)]
    [InlineData("haep", "heap", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void The_distance_counts_insertions_deletions_substitutions_and_swaps(string a, string b, int distance) =>
        Assert.Equal(distance, NearestName.Distance(a, b));

    [Theory]
    [InlineData("tiral", "trial")]
    [InlineData("Simulate", "simulate")]
    [InlineData("xyz", null)]
    public void The_nearest_name_is_offered_only_when_it_is_near(string written, string? expected) =>
        Assert.Equal(expected, NearestName.Find(written, ["run", "trial", "simulate"]));
}
