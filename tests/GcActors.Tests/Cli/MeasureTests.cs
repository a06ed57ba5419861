using System.Text.Json.Nodes;
using GcActors.Cli.Measuring;
using GcActors.Experiments.Settings;
using Xunit;

namespace GcActors.Tests.Cli;

public class MeasureTests
{
    [Theory]
    [InlineData("warm-up 3\n{\"a_ns\": 2}\n", "{\"a_ns\":2}")]
    [InlineData("{\"a_ns\": 1}\n{\"a_ns\": 2}\ndone in 5 s\n", "{\"a_ns\":2}")]
    [InlineData("v1.2: 10 runs, 3.5 ns\n", "3.5")]
    public void The_answer_of_another_program_is_its_last_object_or_else_its_last_number(string output, string answer) =>
        Assert.Equal(answer, BesideCommand.Answer(output)!.ToJsonString());

    [Fact]
    public void An_output_without_object_or_number_has_no_answer() => Assert.Null(BesideCommand.Answer("nothing v2\n"));

    [Fact]
    public void Pairs_take_turns_and_the_ratio_is_the_median_over_pairs()
    {
        double time = 1;
        JsonObject Ours() => new() { ["live_ns_per_object"] = time++, ["collected"] = 4 };

        JsonObject result = Pairs.Run(Ours, new BesideCommand("echo took 6"), 3, _ => { }, CancellationToken.None);

        Assert.Equal(3, result["pairs"]!.AsArray().Count);
        Assert.Equal(3, (double)result["ratios"]!["live_ns_per_object"]!);
        Assert.Null(result["ratios"]!["collected"]);
    }

    [Fact]
    public void An_object_is_compared_by_the_names_that_both_have()
    {
        MeasuredPair pair = new(new JsonObject { ["a_ns"] = 2.0, ["b"] = 4.0 }, new JsonObject { ["b"] = 6.0, ["c"] = 1.0 });

        Assert.Equal(["b"], pair.ComparableNames());
        Assert.Equal(1.5, pair.Ratio("b"));
    }

    [Fact]
    public void A_program_that_fails_is_bad_input_with_its_last_word() => Assert.Equal(
        "--beside: 'echo no such flag >&2; exit 3' ended with 3: no such flag",
        Assert.Throws<SettingsException>(() => new BesideCommand("echo no such flag >&2; exit 3").Run(CancellationToken.None)).Message);
}
