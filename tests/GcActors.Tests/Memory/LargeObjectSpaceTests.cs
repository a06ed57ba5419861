using GcActors.Core.Memory;
using Xunit;

namespace GcActors.Tests.Memory;

public class LargeObjectSpaceTests
{
    [Theory]
    [InlineData(513)]
    [InlineData(640)]
    [InlineData(641)]
    [InlineData(4096)]
    [InlineData(32 << 10)]
    public void A_cell_that_comes_back_is_given_out_again(int bytes)
    {
        using var space = new AddressSpace(PoolGeometry.Python310, reservedBytes: 1L << 30);
        using var large = new LargeObjectSpace(space);
        uint first = large.Take((uint)bytes);
        uint second = large.Take((uint)bytes);
        Assert.True(second - first >= bytes / PoolGeometry.GranuleBytes);
        large.Return(first, (uint)bytes);

        Assert.Equal(first, large.Take((uint)bytes));
    }

    [Fact]
    public void A_large_run_goes_back_to_the_system_and_its_range_is_reused()
    {
        using var space = new AddressSpace(PoolGeometry.Python310, reservedBytes: 1L << 30);
        using var large = new LargeObjectSpace(space);
        uint run = large.Take(1 << 20);
        Assert.Equal(1 << 20, space.MappedBytes);
        large.Return(run, 1 << 20);
        Assert.Equal(0, space.MappedBytes);

        Assert.Equal(run, large.Take(900 << 10));
        Assert.Equal(1 << 20, space.MappedBytes);
    }
}
