using System.Runtime.CompilerServices;

namespace GcActors.Core.Workloads;

/// <summary>SplitMix64 [Steele, Lea, Flood, OOPSLA 2014] with the streams of <c>workloads.md</c> section 1.</summary>
public struct SplitMix64(ulong state)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    private ulong _state = state;

    /// <summary>Stream <paramref name="index"/> of a seed: 0 for set-up, m + 1 for mutator m. Starts at output index + 1 of the generator started at the seed.</summary>
    public static SplitMix64 Stream(ulong seed, ulong index) => new(Mix(seed + (index + 1) * Gamma));

    /// <summary>The output function; also the <c>work</c> that dilutes counting.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next() => Mix(_state += Gamma);

    /// <summary>As if so many numbers had been drawn.</summary>
    public void Skip(ulong draws) => _state += draws * Gamma;

    /// <summary>Upper 64 bits of output × n: 0..n−1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Below(ulong n) => Math.BigMul(Next(), n, out _);

    /// <summary>True with probability p %, p whole, 0..100.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Percent(ulong p) => Below(100) < p;
}
