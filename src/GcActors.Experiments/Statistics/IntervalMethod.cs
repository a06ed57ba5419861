namespace GcActors.Experiments.Statistics;

/// <summary>How an interval is made from block values.</summary>
public enum IntervalMethod
{
    /// <summary>Student's t below <see cref="IntervalEstimator.BootstrapFromBlocks"/> blocks, the hierarchical bootstrap from there on.</summary>
    ByBlockCount,

    /// <summary>The same, but only blocks are resampled, iterations are not: slopes, which are fitted inside a block.</summary>
    BootstrapOverBlocks,

    /// <summary>A count of a seeded run: one block, and the interval is the value (rule A3).</summary>
    Exact,
}
