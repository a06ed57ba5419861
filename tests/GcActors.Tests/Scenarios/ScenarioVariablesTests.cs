using GcActors.Core.Scenarios;
using Xunit;

namespace GcActors.Tests.Scenarios;

public class ScenarioVariablesTests
{
    private const string Text = "# $n = 1\n$n = 10\n$m = $n\n  $n = 20\n";

    [Fact]
    public void The_first_integer_of_a_name_is_replaced_and_lines_keep_their_numbers() =>
        Assert.Equal("# $n = 1\n$n = 7\n$m = $n\n  $n = 20\n", ScenarioVariables.Give(Text, "a.gcs", new Dictionary<string, long> { ["n"] = 7 }));

    [Theory]
    [InlineData("m")]
    [InlineData("absent")]
    public void A_name_without_an_integer_is_an_error(string name) => Assert.Equal(
        $"a.gcs: no line '${name} = INTEGER' whose integer could be replaced",
        Assert.Throws<ScenarioSyntaxException>(() => ScenarioVariables.Give(Text, "a.gcs", new Dictionary<string, long> { [name] = 7 })).Message);
}
