// One thread, plain counts: what most tests of heap and collectors need.
global using LeasedCollector = GcActors.Core.Collection.GenerationalCollector<
    GcActors.Core.Counting.Plain<GcActors.Core.Counting.Unsync>, GcActors.Core.Objects.LeasedAllocator>;
global using LeasedHeap = GcActors.Tests.TestHeap<GcActors.Core.Counting.Plain<GcActors.Core.Counting.Unsync>, GcActors.Core.Objects.LeasedAllocator>;
global using SharedCollector = GcActors.Core.Collection.GenerationalCollector<
    GcActors.Core.Counting.Plain<GcActors.Core.Counting.Unsync>, GcActors.Core.Objects.SharedAllocator<GcActors.Core.Objects.NoLatch>>;
global using SharedHeap = GcActors.Tests.TestHeap<
    GcActors.Core.Counting.Plain<GcActors.Core.Counting.Unsync>, GcActors.Core.Objects.SharedAllocator<GcActors.Core.Objects.NoLatch>>;
