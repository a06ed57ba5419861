using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Catalogs;

/// <summary>Receives the type behind an allocator's name.</summary>
internal interface IAllocatorVisitor<TResult>
{
    TResult Visit<TAllocator>()
        where TAllocator : struct, IHeapAllocator<TAllocator>;
}

/// <summary>An allocator in the catalog.</summary>
internal abstract class AllocatorEntry(string name, string summary, string source)
{
    public CatalogEntry Entry { get; } = new(name, summary, source);

    public abstract AllocatorTraits Traits { get; }

    /// <typeparam name="TAlone">Type for one mutator at a time: a single one, or the holder of the GIL.</typeparam>
    /// <typeparam name="TSideBySide">Type for mutators that run at once.</typeparam>
    public static AllocatorEntry Of<TAlone, TSideBySide>(string name, string summary, string source)
        where TAlone : struct, IHeapAllocator<TAlone>
        where TSideBySide : struct, IHeapAllocator<TSideBySide> => new Typed<TAlone, TSideBySide>(name, summary, source);

    /// <typeparam name="TAlone">Type for one mutator at a time: a single one, or the holder of the GIL.</typeparam>
    /// <typeparam name="TSideBySide">Type for mutators that run at once.</typeparam>
    /// <typeparam name="TStable">Type whose cells keep their size class (<see cref="SlotCure.TypeStable"/>).</typeparam>
    public static AllocatorEntry Of<TAlone, TSideBySide, TStable>(string name, string summary, string source)
        where TAlone : struct, IHeapAllocator<TAlone>
        where TSideBySide : struct, IHeapAllocator<TSideBySide>
        where TStable : struct, IHeapAllocator<TStable> => new Stable<TAlone, TSideBySide, TStable>(name, summary, source);

    /// <summary>Whether it can be used where a strategy relies on a cure.</summary>
    public virtual bool Allows(SlotCure cure) => cure != SlotCure.TypeStable;

    /// <summary>Calls back with the type that fits.</summary>
    /// <param name="visitor">Called.</param>
    /// <param name="sideBySide">Whether several mutators run at once.</param>
    /// <param name="cure">What the counting strategy relies on, and the allocator allows; with quiescence and with hazard pointers dead cells are kept back.</param>
    public abstract TResult Accept<TResult>(IAllocatorVisitor<TResult> visitor, bool sideBySide, SlotCure cure);

    private class Typed<TAlone, TSideBySide>(string name, string summary, string source) : AllocatorEntry(name, summary, source)
        where TAlone : struct, IHeapAllocator<TAlone>
        where TSideBySide : struct, IHeapAllocator<TSideBySide>
    {
        public override AllocatorTraits Traits => TAlone.Traits;

        public override TResult Accept<TResult>(IAllocatorVisitor<TResult> visitor, bool sideBySide, SlotCure cure) => (sideBySide, cure) switch
        {
            (true, SlotCure.Quiescence) => visitor.Visit<Retiring<TSideBySide, AfterGracePeriod>>(),
            (false, SlotCure.Quiescence) => visitor.Visit<Retiring<TAlone, AfterGracePeriod>>(),
            (true, SlotCure.Hazard) => visitor.Visit<Retiring<TSideBySide, WhenUnannounced>>(),
            (false, SlotCure.Hazard) => visitor.Visit<Retiring<TAlone, WhenUnannounced>>(),
            (true, _) => visitor.Visit<TSideBySide>(),
            _ => visitor.Visit<TAlone>(),
        };
    }

    private sealed class Stable<TAlone, TSideBySide, TStable>(string name, string summary, string source)
        : Typed<TAlone, TSideBySide>(name, summary, source)
        where TAlone : struct, IHeapAllocator<TAlone>
        where TSideBySide : struct, IHeapAllocator<TSideBySide>
        where TStable : struct, IHeapAllocator<TStable>
    {
        public override bool Allows(SlotCure cure) => true;

        public override TResult Accept<TResult>(IAllocatorVisitor<TResult> visitor, bool sideBySide, SlotCure cure) =>
            cure == SlotCure.TypeStable ? visitor.Visit<TStable>() : base.Accept(visitor, sideBySide, cure);
    }
}
