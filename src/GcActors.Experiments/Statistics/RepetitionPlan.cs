namespace GcActors.Experiments.Statistics;

/// <summary>
/// How often to repeat what at which level (Kalibera and Jones, <i>Rigorous benchmarking in reasonable time</i>, ISMM 2013, sections 6 and 9; two levels: iterations in
/// an invocation, invocations). Means, as there; our medians need about as many.
/// </summary>
/// <param name="Mean">Of all iterations.</param>
/// <param name="IterationDeviation">√T₁²: what iterations of one invocation differ by.</param>
/// <param name="InvocationDeviation">√T₂²: what invocations differ by beyond that; 0 where the estimate of the variance is not above 0.</param>
/// <param name="Iterations">Recommended in an invocation.</param>
/// <param name="Invocations">Recommended for the target, each of that many iterations; null: more than <see cref="BlockPlanning.MostBlocks"/>.</param>
/// <param name="HalfWidth">Half of the 95 % interval as it is, as a share of the mean.</param>
public sealed record RepetitionPlan(
    double Mean, double IterationDeviation, double InvocationDeviation, int Iterations, int? Invocations, double HalfWidth)
{
    /// <summary>Where invocations do not differ, the formula asks for one invocation without an end.</summary>
    public const int MostIterations = 100;

    /// <param name="invocations">The iterations of each, as many in each; at least two of at least two.</param>
    /// <param name="invocationCost">Of beginning one, warm-up included.</param>
    /// <param name="iterationCost">Of an iteration, in the same unit.</param>
    /// <param name="target">Half-width that is wanted, as a share of the mean.</param>
    public static RepetitionPlan Of(IReadOnlyList<double[]> invocations, double invocationCost, double iterationCost, double target)
    {
        int r1 = invocations.Min(iterations => iterations.Length);
        if (invocations.Count < 2 || r1 < 2)
            throw new ArgumentException("variance has two levels: at least two invocations of two iterations are needed", nameof(invocations));
        double[] means = [.. invocations.Select(iterations => iterations.Average())];
        double mean = means.Average();
        double s1 = invocations.Average(Variance);
        double s2 = Variance(means);
        double t2 = Math.Max(0, s2 - (s1 / invocations.Average(i => i.Length)));
        int iterations = OptimalIterations(invocationCost, iterationCost, s1, t2);
        double planned = t2 + (s1 / iterations);
        return new RepetitionPlan(mean, Math.Sqrt(s1), Math.Sqrt(t2), iterations, InvocationsFor(planned, target * mean),
            IntervalEstimator.StudentHalfWidth(Math.Sqrt(s2), means.Length) / mean);
    }

    /// <summary>r₁ = ⌈√((c₂/c₁)·(T₁²/T₂²))⌉.</summary>
    private static int OptimalIterations(double invocationCost, double iterationCost, double t1, double t2)
    {
        if (t1 == 0)
            return 1;
        double optimum = Math.Sqrt(invocationCost / iterationCost * (t1 / t2));
        return double.IsFinite(optimum) ? (int)Math.Clamp(Math.Ceiling(optimum), 1, MostIterations) : MostIterations;
    }

    /// <summary>The fewest n for which t·√(S²/n) is not above the target.</summary>
    private static int? InvocationsFor(double variance, double halfWidth)
    {
        for (int n = 2; n <= BlockPlanning.MostBlocks; n++)
        {
            if (IntervalEstimator.StudentHalfWidth(Math.Sqrt(variance), n) <= halfWidth)
                return n;
        }

        return null;
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
