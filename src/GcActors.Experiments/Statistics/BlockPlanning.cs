namespace GcActors.Experiments.Statistics;

/// <summary>How many blocks an undecided comparison would need if its estimate and its spread stayed as they are: a plan, not a promise.</summary>
public static class BlockPlanning
{
    public const int MostBlocks = 10_000;

    /// <summary>The smallest number of blocks whose interval no longer reaches <paramref name="bound"/>; null above
    /// <see cref="MostBlocks"/>.</summary>
    public static int? BlocksToSettle(Estimate estimate, double bound)
    {
        bool logarithmic = estimate.Scale == Scale.Logarithmic;
        if (!estimate.IsDefined || (logarithmic && bound <= 0))
            return null;
        double distance = logarithmic ? Math.Abs(Math.Log(estimate.Value / bound)) : Math.Abs(estimate.Value - bound);
        for (int blocks = estimate.BlockValues.Count + 1; blocks <= MostBlocks; blocks += Math.Max(1, blocks / 50))
        {
            if (IntervalEstimator.StudentHalfWidth(estimate.BlockDeviation, blocks) < distance)
                return blocks;
        }

        return null;
    }
}
