namespace GcActors.Experiments.Figures;

/// <summary>How values become places.</summary>
public enum AxisScale
{
    Linear,
    Log10,

    /// <summary>Ticks at powers of two: numbers of threads, sizes.</summary>
    Log2,
}
