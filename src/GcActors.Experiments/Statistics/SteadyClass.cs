namespace GcActors.Experiments.Statistics;

/// <summary>How an invocation's iterations went (the classes of Barrett et al., <i>Virtual machine warmup blows hot and cold</i>, OOPSLA 2017).</summary>
public enum SteadyClass
{
    /// <summary>Not enough iterations to tell.</summary>
    TooFew,

    /// <summary>No level differs from the last one.</summary>
    Flat,

    /// <summary>The last level is the fastest.</summary>
    WarmUp,

    /// <summary>It was faster before.</summary>
    Slowdown,

    /// <summary>The level still changed in the last quarter.</summary>
    NoSteadyState,
}
