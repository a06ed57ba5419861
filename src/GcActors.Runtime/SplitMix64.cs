namespace GcActors.Runtime;

/// <summary>Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014): 64 bits of state, every seed is a good one.</summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>
    /// Below <paramref name="bound"/>, by the high half of a product: the bias is at most bound · 2⁻³², and there is no retry loop.
    /// </summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
