namespace GcActors.Core.Workloads;

/// <summary>The generator of <c>random-graph</c> (workloads.md 1): Knuth's MMIX multiplier, upper half of the state scaled to the range.</summary>
public struct Lcg(ulong seed)
{
    private ulong _x = seed;

    /// <summary>0..n−1.</summary>
    public ulong Below(ulong n)
    {
        _x = 6364136223846793005 * _x + 1442695040888963407;
        return ((_x >> 32) * n) >> 32;
    }
}
