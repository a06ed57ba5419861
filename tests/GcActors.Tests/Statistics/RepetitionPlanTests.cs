using GcActors.Experiments.Statistics;
using Xunit;

namespace GcActors.Tests.Statistics;

/// <summary>
/// A worked example by the formulas of Kalibera and Jones (ISMM 2013), computed by hand apart from our code. Five invocations of four iterations:
/// means 10.1, 10.8, 9.5, 10.2, 10.5 with mean 10.22;
/// S₁² = mean of the five sample variances = 0.064/3 = 0.0213333; S₂² = variance of the five means = 0.948/4 = 0.237;
/// T₁² = S₁²; T₂² = S₂² − S₁²/4 = 0.2316667. An invocation costs 30 s, an iteration 0.5 s: r₁ = ⌈√(60 · 0.0213333/0.2316667)⌉ = ⌈2.35⌉ = 3.
/// With three iterations an invocation's variance is T₂² + S₁²/3 = 0.2387778; for ±5 % of 10.22, t₅·√(0.2387778/6) = 2.570582·0.199490 = 0.5128
/// is above 0.511 and t₆·√(0.2387778/7) = 2.446912·0.184692 = 0.4519 is not: 7 invocations. As it is: t₄·√(0.237/5)/10.22 = 5.9146 %.
/// </summary>
public class RepetitionPlanTests
{
    private static readonly double[][] Example =
    [
        [10.1, 10.3, 9.9, 10.1], [10.8, 11.0, 10.6, 10.8], [9.5, 9.4, 9.6, 9.5], [10.2, 10.0, 10.4, 10.2], [10.5, 10.6, 10.3, 10.6],
    ];

    [Fact]
    public void The_worked_example_comes_out()
    {
        RepetitionPlan plan = RepetitionPlan.Of(Example, 30, 0.5, 0.05);
        Assert.Equal(10.22, plan.Mean, 9);
        Assert.Equal(0.0213333, plan.IterationDeviation * plan.IterationDeviation, 6);
        Assert.Equal(0.2316667, plan.InvocationDeviation * plan.InvocationDeviation, 6);
        Assert.Equal((3, 7), (plan.Iterations, plan.Invocations));
        Assert.Equal(0.059146, plan.HalfWidth, 5);
    }

    [Fact]
    public void Cheaper_invocations_take_fewer_iterations_each() => Assert.Equal(1, RepetitionPlan.Of(Example, 3, 0.5, 0.05).Iterations);

    [Fact]
    public void Where_invocations_do_not_differ_only_iterations_help()
    {
        RepetitionPlan plan = RepetitionPlan.Of([[1, 2, 3], [3, 2, 1], [2, 1, 3]], 10, 1, 0.1);
        Assert.Equal((0, RepetitionPlan.MostIterations), (plan.InvocationDeviation, plan.Iterations));
    }

    [Fact]
    public void One_invocation_shows_no_variance_between_invocations() =>
        Assert.Throws<ArgumentException>(() => RepetitionPlan.Of([[1, 2, 3]], 10, 1, 0.1));
}
