using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>The allocators of all mutators of a stopped world, through which a collector frees.</summary>
internal static class AllocatorSet<TAllocator>
    where TAllocator : struct, IHeapAllocator<TAllocator>
{
    /// <summary>One allocator a mutator, or the one that all share.</summary>
    public static TAllocator[] Of(AllocatorBinding binding)
    {
        var allocators = new TAllocator[TAllocator.Traits is { IsShared: true, DelaysReuse: false } ? 1 : binding.Mutators];
        for (int m = 0; m < allocators.Length; m++)
        {
            allocators[m] = TAllocator.Create(binding, m);
        }

        return allocators;
    }

    /// <summary>Behind the deaths of a collection: what was kept back because mutators run may be used again, since none does.</summary>
    public static void ReleaseKept(TAllocator[] allocators)
    {
        if (TAllocator.Traits.DelaysReuse)
        {
            EmptyInboxes(allocators);
        }
    }

    /// <summary>Brings every foreign death home: the first round sends what is still open, the second takes what the first sent.</summary>
    public static void EmptyInboxes(TAllocator[] allocators)
    {
        for (int round = 0; round < 2; round++)
        {
            for (int m = 0; m < allocators.Length; m++)
            {
                allocators[m].AtBoundary();
            }
        }
    }
}
