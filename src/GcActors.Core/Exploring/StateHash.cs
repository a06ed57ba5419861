namespace GcActors.Core.Exploring;

/// <summary>Two 64-bit hashes with different seeds, each by the finalizer of SplitMix64 (Steele, Lea, Flood 2014) after every word.</summary>
internal struct StateHash
{
    private ulong _low;
    private ulong _high;

    public StateHash() => (_low, _high) = (0x243F6A8885A308D3, 0x13198A2E03707344);

    public readonly UInt128 Value => new(_high, _low);

    public void Add(int value)
    {
        _low = Mix(_low ^ (uint)value);
        _high = Mix(_high + (uint)value);
    }

    public static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
