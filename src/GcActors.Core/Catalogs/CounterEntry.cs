using GcActors.Core.Counting;

namespace GcActors.Core.Catalogs;

/// <summary>Receives the type behind a counting strategy's name.</summary>
internal interface ICounterVisitor<TResult>
{
    TResult Visit<TCounter>()
        where TCounter : struct, IRefCounter<TCounter>;
}

/// <summary>A counting strategy in the catalog: a type for each cure of racing slots that it can be used with, the one without a cure first.</summary>
internal sealed class CounterEntry
{
    private readonly Form[] _forms;
    private Form? _countedLocals;

    private CounterEntry(string name, string summary, string source, params Form[] forms)
    {
        Entry = new CatalogEntry(name, summary, source);
        _forms = forms;
    }

    public CatalogEntry Entry { get; }

    /// <summary>Of the form without a cure.</summary>
    public CounterTraits Traits => _forms[0].Traits;

    /// <summary>Cures that it can be used with.</summary>
    public IEnumerable<SlotCure> Cures => _forms.Select(f => f.Traits.Cure);

    /// <summary>The most that mutators may share under any of its forms.</summary>
    public Sharing MaxSharing => _forms.Max(f => f.Traits.MaxSharing);

    public static CounterEntry Of<TCounter>(string name, string summary, string source)
        where TCounter : struct, IRefCounter<TCounter> => new(name, summary, source, new Form<TCounter>());

    public static CounterEntry Of<TCounter, TCured>(string name, string summary, string source)
        where TCounter : struct, IRefCounter<TCounter>
        where TCured : struct, IRefCounter<TCured> => new(name, summary, source, new Form<TCounter>(), new Form<TCured>());

    /// <summary>A strategy with logs: with locals looked at when an epoch ends, and with locals logged.</summary>
    public static CounterEntry OfLogs<TSnapshot, TCounted>(string name, string summary, string source)
        where TSnapshot : struct, IRefCounter<TSnapshot>
        where TCounted : struct, IRefCounter<TCounted> => new(name, summary, source, new Form<TSnapshot>()) { _countedLocals = new Form<TCounted>() };

    /// <summary>The traits of the form that a setting names, or, for <c>auto</c>, of the first that allows what is shared.</summary>
    /// <returns>Null: there is no such form.</returns>
    public CounterTraits? TraitsFor(string cure, Sharing sharing) => Find(cure, sharing)?.Traits;

    /// <summary>Calls back with that form's type, wrapped in <see cref="WithImmortals{TInner}"/> where the plan has immortal objects that the strategy does
    /// not tell apart itself.</summary>
    public TResult Accept<TResult>(
        ICounterVisitor<TResult> visitor, bool immortals, string cure = "auto", Sharing sharing = Sharing.None, string locals = "snapshot") =>
        ((locals == "counted" ? _countedLocals : null) ?? Find(cure, sharing) ?? throw new ArgumentException($"'{Entry.Name}' has no cure '{cure}'", nameof(cure))).Accept(visitor, immortals);

    /// <summary>The word of a cure in settings.</summary>
    public static string NameOf(SlotCure cure) => cure.ToString().ToLowerInvariant();

    private Form? Find(string cure, Sharing sharing) => cure == "auto"
        ? Array.Find(_forms, f => f.Traits.MaxSharing >= sharing) ?? _forms[^1]
        : Array.Find(_forms, f => NameOf(f.Traits.Cure) == cure);

    private abstract class Form
    {
        public abstract CounterTraits Traits { get; }

        public abstract TResult Accept<TResult>(ICounterVisitor<TResult> visitor, bool immortals);
    }

    private sealed class Form<TCounter> : Form
        where TCounter : struct, IRefCounter<TCounter>
    {
        public override CounterTraits Traits => TCounter.Traits;

        public override TResult Accept<TResult>(ICounterVisitor<TResult> visitor, bool immortals) =>
            immortals && !TCounter.Traits.TestsImmortality ? visitor.Visit<WithImmortals<TCounter>>() : visitor.Visit<TCounter>();
    }
}
