using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>A program that brings its own rules for when and how collections run; the trial gives it heap, actors and stops.</summary>
internal interface ITrialProgram
{
    /// <summary>Says what a stop that the program asked for is to collect.</summary>
    ICollectionTrigger Trigger { get; }

    /// <summary>The collector for a heap whose objects are counted and allocated by these types.</summary>
    ICycleCollector CreateCollector<TCounter, TAllocator>()
        where TCounter : struct, IRefCounter<TCounter>
        where TAllocator : struct, IHeapAllocator<TAllocator>;
}
