using GcActors.Experiments.Predicates;
using GcActors.Experiments.Statistics;
using Xunit;

namespace GcActors.Tests.Predicates;

public class PredicateTests
{
    private readonly PredicateFixture _fixture = PredicateFixture.Plausible();

    [Theory]
    [InlineData("ratio(T[atomic, M=1, hot=0], T[plain, M=1, hot=0]) in [3.9, 4.1]", Truth.True)]
    [InlineData("ratio(T[atomic, M=1, hot=0], T[plain, M=1, hot=0]) in [5, 6]", Truth.False)]
    [InlineData("ratio(T[atomic, 1, 0], T[plain, 1, 0]) >= 3", Truth.True)]
    [InlineData("ratio(T[atomic, 1, 0], T[plain, 1, 0]) <= 3", Truth.False)]
    [InlineData("ratio(c[atomic, M=2, hot=0], c[atomic, M=1, hot=0]) in [0.75, 1.33]", Truth.True)]
    [InlineData("T[atomic, 2, hot=0] < T[atomic, 2, 25] < T[atomic, 2, 100]", Truth.True)]
    [InlineData("T[atomic, 2, 100] < T[atomic, 2, 25] < T[atomic, 2, 0]", Truth.False)]
    [InlineData("all s in {atomic, object-lock}: T[s, 2, hot=0] < T[s, 2, 25] < T[s, 2, 100]", Truth.True)]
    [InlineData("all m in {1, 2}: T[plain, m, 0] < T[atomic, m, 0]", Truth.True)]
    [InlineData("ratio(T[atomic+immortal, 2, 100], T[plain, 2, 100]) <= 1.5", Truth.True)]
    [InlineData("L[atomic, 1, 0] in [0.74, 0.76]", Truth.True)]
    [InlineData("c[atomic, 1, 0] >= 1.4 and c[atomic, 1, 0] <= 1.6", Truth.True)]
    [InlineData("not T[plain, 1, 0] > T[atomic, 1, 0]", Truth.True)]
    [InlineData("(T[plain, 1, 0] > T[atomic, 1, 0]) or T[plain, 1, 0] > 0", Truth.True)]
    [InlineData("M=1, hot=0: plain < atomic < object-lock and ratio(object-lock, atomic) >= 0.8", Truth.True)]
    [InlineData("slope(T[atomic, 2], hot) > 0", Truth.True)]
    [InlineData("ratio(least(T, strategy, M, hot), T[plain, 2, 0]) in [0.97, 1]", Truth.True)]
    [InlineData("M=1, hot=100: ratio(least(T, strategy), T[plain]) in [0.97, 1] and ratio(least(T, hot, M), T[plain]) in [0.45, 0.5]", Truth.True)]
    [InlineData("slope(T[atomic, 1], hot) * 2 / 3 in [-1e-9, 1e-9]", Truth.True)]
    [InlineData("slope(log T[atomic, 2], log(1 + hot)) > 0", Truth.True)]
    [InlineData("T[atomic, 1, 0] > 3 * T[plain, 1, 0]", Truth.True)]
    [InlineData("negligible((T[atomic, 1, 0] - 4 * T[plain, 1, 0]) / T[atomic, 1, 0])", Truth.True)]
    [InlineData("negligible((T[atomic, 1, 0] - 3.9 * T[plain, 1, 0]) / T[atomic, 1, 0])", Truth.True)]
    [InlineData("not negligible((T[atomic, 1, 0] - 3 * T[plain, 1, 0]) / T[atomic, 1, 0])", Truth.True)]
    [InlineData("all m in {1, 2}: negligible((T[plain, m, 0] - T[atomic, m, 0]) / T[plain, m, 0])", Truth.False)]
    public void Predicates_of_the_catalogue_are_read_and_judged(string text, Truth expected) => Assert.Equal(expected, _fixture.Judge(text).Truth);

    [Fact]
    public void An_interval_across_the_bound_is_underpowered_and_says_how_many_blocks_it_needs()
    {
        var wide = new PredicateFixture((s, _, _) => s == "atomic" ? 1.02 : 1, 0.05);
        PredicateVerdict planned = wide.Judge("T[atomic, 1, 0] >= 1");
        Assert.Equal(Truth.Unknown, planned.Truth);
        Assert.Matches(@"underpowered: about \d+ blocks", planned.Reason);
    }

    [Theory]
    [InlineData(0.04, 0.03, 0.05, Truth.True)]
    [InlineData(-0.2, -0.5, 0.1, Truth.True)]
    [InlineData(0.2, 0.1, 0.3, Truth.False)]
    [InlineData(-0.06, -0.07, -0.05, Truth.False)]
    public void A_share_is_negligible_where_it_is_small_or_its_interval_includes_0(double share, double low, double high, Truth expected) =>
        Assert.Equal(expected, NegligibleNode.Of(new Estimate(share, low, high, Scale.Linear, [share], 0.1)));

    [Fact]
    public void A_share_without_a_value_is_not_known_to_be_negligible() =>
        Assert.Equal(Truth.Unknown, NegligibleNode.Of(Estimate.Without("no block", Scale.Linear, [])));

    [Fact]
    public void A_ratio_of_prices_that_are_not_above_zero_is_inconclusive_with_the_reason()
    {
        PredicateVerdict verdict = new PredicateFixture((_, _, _) => 5).Judge("ratio(c[atomic, 2, 0], c[atomic, 1, 0]) in [0.75, 1.33]");
        Assert.Equal(Truth.Unknown, verdict.Truth);
        Assert.Contains("not above zero", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_lacks_a_block_makes_the_predicate_inconclusive_and_names_the_gate()
    {
        var cell = new Cell("alone", new Dictionary<string, string> { ["s"] = "alone" }, new Dictionary<string, string>());
        var language = new CellLanguage(new CellIndex(["s"], [cell]), [new MetricDefinition("T", "ns", "wall_ns", "")]);
        var table = new SampleTable(3);
        for (int block = 0; block < 2; block++)
            table.Add("alone", block, new CellSample(new Dictionary<string, double[]> { ["wall_ns"] = [5 + block] }, new Dictionary<string,
                double>()));
        var spec = new PredicateSpec("P1", "T[alone] > 0", "both", "");
        PredicateVerdict verdict = new PredicateJudge(new SampleEvaluator(table, 1), _ => "1 × G1: overlap 0.50")
            .Judge(spec, language.ParsePredicate(spec.Text));
        Assert.Equal(Truth.Unknown, verdict.Truth);
        Assert.Equal("alone has 2 of 3 blocks (1 × G1: overlap 0.50)", verdict.Reason);
    }

    [Theory]
    [InlineData("ratio(T[atomic, 1, 0], T[plain, 1, 0]) in [1, 2", 48, "expected ']'")]
    [InlineData("T[atomic, 1, 0] ? 3", 17, "unexpected character '?'")]
    [InlineData("T[atomic, 1] > 3", 1, "means 3 cells")]
    [InlineData("T[atmic, 1, 0] > 3", 1, "means no cell")]
    [InlineData("U[atomic, 1, 0] > 3", 1, "unknown metric 'U'")]
    [InlineData("T[atomic, N=1, 0] > 3", 11, "unknown tag 'N'")]
    [InlineData("T[atomic, 1, 0, 7] > 3", 17, "there are 3 tags")]
    [InlineData("T[atomic, 1, 0]", 16, "expected a comparison")]
    [InlineData("3 > 2", 6, "both sides are numbers")]
    [InlineData("T[atomic, 1, 0] > 3 3", 21, "unexpected '3'")]
    [InlineData("slope(T[atomic, 1], 3) > 0", 21, "names no tag")]
    [InlineData("least(T, colour) > 0", 10, "unknown tag 'colour'")]
    [InlineData("least(U, strategy) > 0", 7, "'U' is neither a metric nor a quantity")]
    public void Mistakes_are_named_with_their_column(string text, int column, string problem)
    {
        PredicateSyntaxException error = Assert.Throws<PredicateSyntaxException>(() => _fixture.Language.ParsePredicate(text));
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.Equal(column, error.Column);
    }

    [Fact]
    public void A_metric_defined_by_itself_is_refused()
    {
        var cell = new Cell("a", new Dictionary<string, string> { ["s"] = "a" }, new Dictionary<string, string>());
        var language = new CellLanguage(new CellIndex(["s"], [cell]), [new MetricDefinition("T", "ns", "T + 1", "")]);
        Assert.Contains("defined by itself", Assert.Throws<PredicateSyntaxException>(() => language.ParsePredicate("T[a] > 1")).Message,
            StringComparison.Ordinal);
    }
}
