using GcActors.Core.Counting;

namespace GcActors.Core.Catalogs;

/// <summary>Receives the type behind a counting strategy's name.</summary>
internal interface ICounterVisitor<TResult>
{
    TResult Visit<TCounter>()
        where TCounter : struct, IRefCounter<TCounter>;
}

/// <summary>A counting strategy in the catalog.</summary>
internal abstract class CounterEntry(string name, string summary, string source)
{
    public CatalogEntry Entry { get; } = new(name, summary, source);

    public abstract CounterTraits Traits { get; }

    public static CounterEntry Of<TCounter>(string name, string summary, string source)
        where TCounter : struct, IRefCounter<TCounter> => new Typed<TCounter>(name, summary, source);

    /// <summary>Calls back with the strategy's type, wrapped in <see cref="WithImmortals{TInner}"/> where the plan has immortal objects.</summary>
    public abstract TResult Accept<TResult>(ICounterVisitor<TResult> visitor, bool immortals);

    private sealed class Typed<TCounter>(string name, string summary, string source) : CounterEntry(name, summary, source)
        where TCounter : struct, IRefCounter<TCounter>
    {
        public override CounterTraits Traits => TCounter.Traits;

        public override TResult Accept<TResult>(ICounterVisitor<TResult> visitor, bool immortals) =>
            immortals ? visitor.Visit<WithImmortals<TCounter>>() : visitor.Visit<TCounter>();
    }
}
