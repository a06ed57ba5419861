using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>What holds of every strategy in which owners count plainly and others queue for them.</summary>
/// <typeparam name="TCounter">The strategy.</typeparam>
public abstract class OwnershipTests<TCounter>
    where TCounter : struct, IRefCounter<TCounter>
{
    private const int Maker = 0;
    private const int Stranger = 1;

    [Fact]
    public unsafe void A_full_half_spills_and_every_reference_is_counted()
    {
        const int References = 200_000;
        using var heap = new TestHeap<TCounter, SharedAllocator<NoLatch>>(mutators: 2);
        ref Mutator<TCounter, SharedAllocator<NoLatch>> maker = ref heap[Maker];
        ObjectRef o = heap.New(maker.ShapeOf(0, 16));
        for (int i = 1; i < References; i++)
        {
            maker.Copy(o);
        }

        Assert.Equal(References, TCounter.ReadCount(heap.Header(o)));
        for (int i = 1; i < References; i++)
        {
            maker.Drop(o);
        }

        Assert.Equal((0, 1), (maker.Frees, TCounter.ReadCount(heap.Header(o))));
        maker.Drop(o);
        Assert.Equal(1, maker.Frees);
    }

    /// <summary>What is queued for a mutator that has answered the stop is judged in the stop, children included.</summary>
    [Fact]
    public void A_stop_empties_the_queues()
    {
        using var heap = new TestHeap<TCounter, LeasedAllocator>(mutators: 2);
        ObjectRef parent = heap.New(heap[Maker].ShapeOf(1, 0));
        ObjectRef child = heap.New(heap[Maker].ShapeOf(0, 16));
        heap[Maker].Store(parent, 0, child);
        heap[Maker].Drop(child);
        heap[Stranger].Drop(parent);
        Assert.NotEmpty(heap.Verify().Violations);

        StoppedDeaths deaths = new StoppedCounts<TCounter, LeasedAllocator>(heap.Allocators).Begin();

        Assert.Equal(new StoppedDeaths(2, 1), deaths);
        Assert.Empty(heap.Verify().Violations);
    }
}
