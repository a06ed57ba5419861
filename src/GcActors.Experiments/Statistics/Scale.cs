namespace GcActors.Experiments.Statistics;

/// <summary>On which scale block values are averaged.</summary>
public enum Scale
{
    /// <summary>Arithmetic mean: differences, prices, shares.</summary>
    Linear,

    /// <summary>Geometric mean: ratios.</summary>
    Logarithmic,
}
