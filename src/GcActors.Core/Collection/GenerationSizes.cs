namespace GcActors.Core.Collection;

/// <summary>Tracked objects of the generations 0, 1 and 2, before a collection.</summary>
/// <remarks>
/// Exact for the generations that are collected. Of an older one nobody knows more without looking through it than what came to it since it was last collected:
/// objects of it that died by counting since are still in the number.
/// </remarks>
public readonly record struct GenerationSizes(long Young, long Middle, long Old);

/// <summary>Keeps <see cref="GenerationSizes"/> by what a collector has at hand: no list is walked that the collection does not walk anyway.</summary>
internal sealed class GenerationSizeBook
{
    private long _middle;
    private long _old;

    /// <summary>Books a collection.</summary>
    /// <param name="generation">0, 1 or 2.</param>
    /// <param name="young">Objects of generation 0 before it; not looked at for generation 0.</param>
    /// <param name="middle">Objects of generation 1 before it; looked at for generation 2 only.</param>
    /// <param name="region">All that it found in the generations that it collected.</param>
    /// <param name="survivors">How many of them survived.</param>
    /// <returns>The sizes before it.</returns>
    public GenerationSizes Collected(int generation, long young, long middle, long region, long survivors)
    {
        switch (generation)
        {
            case 0:
                var before = new GenerationSizes(region, _middle, _old);
                _middle += survivors;
                return before;
            case 1:
                before = new GenerationSizes(young, region - young, _old);
                _middle = 0;
                _old += survivors;
                return before;
            default:
                _middle = 0;
                _old = survivors;
                return new GenerationSizes(young, middle, region - young - middle);
        }
    }
}
