using GcActors.Core.Workloads;
using Xunit;

namespace GcActors.Tests.Workloads;

/// <summary>The vectors of workloads.md section 1.</summary>
public class RandomTests
{
    [Fact]
    public void SplitMix64_from_zero()
    {
        var random = new SplitMix64(0);
        Assert.Equal<ulong>([0xe220a8397b1dcdaf, 0x6e789e6aa1b965f4, 0x06c45d188009454f], [random.Next(), random.Next(), random.Next()]);
    }

    [Fact]
    public void Stream_1_of_seed_1()
    {
        var random = SplitMix64.Stream(1, 1);
        Assert.Equal(new SplitMix64(0xbeeb8da1658eec67).Next(), SplitMix64.Stream(1, 1).Next());
        Assert.Equal<int>([46, 3, 4, 56, 39, 79, 41, 15, 72, 24], Enumerable.Range(0, 10).Select(_ => (int)random.Below(100)));
    }

    [Fact]
    public void Lcg_of_seed_1()
    {
        var random = new Lcg(1);
        Assert.Equal<int>([4232, 5094, 6483, 3828, 7954, 5005], Enumerable.Range(0, 6).Select(_ => (int)random.Below(10_000)));
    }
}
