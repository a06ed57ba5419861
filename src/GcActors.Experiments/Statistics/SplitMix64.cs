namespace GcActors.Experiments.Statistics;

/// <summary>Sebastiano Vigna's SplitMix64: orders and resamples must be the same bytes on every release of the host runtime, which
/// <see cref="Random"/> does not promise.</summary>
public struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in 0..n−1, by the upper half of the product.</summary>
    public int Below(int n) => (int)Math.BigMul(Next(), (ulong)n, out _);

    /// <summary>Fisher–Yates.</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (int i = items.Count - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>A generator of its own for each (seed, index), so that one block's order does not depend on how many blocks precede it.</summary>
    public static SplitMix64 Stream(ulong seed, ulong index)
    {
        var root = new SplitMix64(seed ^ (index * 0xD1342543DE82EF95));
        return new SplitMix64(root.Next());
    }
}
