using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Conformance.Generation;

/// <summary>What a generated scenario as a whole may do.</summary>
/// <param name="IsForNewVersions">For 3.12 and 3.13 only: immortal objects, bodies inside themselves.</param>
/// <param name="IsAutomatic">Automatic collection is on in the middle part. Observations that leave a list in the youngest generation then wait
/// until it is off for good (5.7).</param>
internal sealed record DraftProfile(bool IsForNewVersions, bool IsAutomatic)
{
    private const ulong Stream = 1;

    public static DraftProfile Choose(ulong seed, string? version)
    {
        SplitMix64 random = SplitMix64.Stream(seed, Stream);
        bool mayBeNew = version is null or "3.12" or "3.13";
        return new DraftProfile(mayBeNew && random.Below(100) < 20, random.Below(100) < 45);
    }
}
