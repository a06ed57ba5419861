using GcActors.Core.Counting;

namespace GcActors.Core.Catalogs;

/// <summary>Receives the type behind a counting strategy's name.</summary>
internal interface ICounterVisitor<TResult>
{
    TResult Visit<TCounter>()
        where TCounter : struct, IRefCounter<TCounter>;
}

/// <summary>A counting strategy in the catalog: a type for each cure of racing slots that it can be used with, the one without a cure first; or one for each
/// kind of lock, the usual one first.</summary>
internal sealed class CounterEntry
{
    private readonly Form[] _forms;

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

    /// <summary>Kinds of lock that it can be used with; none: it has no lock, or no choice.</summary>
    public IEnumerable<string> Locks => _forms.Select(f => f.Lock).Where(name => name.Length > 0).Distinct();

    /// <summary>The most that mutators may share under any of its forms.</summary>
    public Sharing MaxSharing => _forms.Max(f => f.Traits.MaxSharing);

    public static CounterEntry Of<TCounter>(string name, string summary, string source)
        where TCounter : struct, IRefCounter<TCounter> => new(name, summary, source, new Form<TCounter>());

    public static CounterEntry Of<TCounter, TCured>(string name, string summary, string source)
        where TCounter : struct, IRefCounter<TCounter>
        where TCured : struct, IRefCounter<TCured> => new(name, summary, source, new Form<TCounter>(), new Form<TCured>());

    /// <summary>A strategy that has kinds of lock, with its usual one.</summary>
    public static CounterEntry Of<TCounter>(string name, string summary, string source, string usualLock)
        where TCounter : struct, IRefCounter<TCounter> => new(name, summary, source, new Form<TCounter>(usualLock));

    /// <summary>The same with one more kind of lock.</summary>
    public CounterEntry Or<TCounter>(string otherLock)
        where TCounter : struct, IRefCounter<TCounter> => new(Entry.Name, Entry.Summary, Entry.Source, [.. _forms, new Form<TCounter>(otherLock)]);

    /// <summary>The traits of the form that settings name, or, for <c>auto</c>, of the first that allows what is shared.</summary>
    /// <returns>Null: there is no such form.</returns>
    public CounterTraits? TraitsFor(string cure, Sharing sharing, string kindOfLock = "auto") => Find(cure, sharing, kindOfLock)?.Traits;

    /// <summary>Calls back with that form's type, wrapped in <see cref="WithImmortals{TInner}"/> where the plan has immortal objects that the strategy does
    /// not tell apart itself.</summary>
    public TResult Accept<TResult>(ICounterVisitor<TResult> visitor, bool immortals, string cure = "auto", Sharing sharing = Sharing.None, string kindOfLock = "auto") =>
        (Find(cure, sharing, kindOfLock) ?? throw new ArgumentException($"'{Entry.Name}' has no cure '{cure}' with a lock '{kindOfLock}'", nameof(cure)))
            .Accept(visitor, immortals);

    /// <summary>The word of a cure in settings.</summary>
    public static string NameOf(SlotCure cure) => cure.ToString().ToLowerInvariant();

    private Form? Find(string cure, Sharing sharing, string kindOfLock)
    {
        string wanted = kindOfLock == "auto" ? _forms[0].Lock : kindOfLock;
        Form[] forms = Array.FindAll(_forms, f => f.Lock == wanted);
        return cure == "auto"
            ? Array.Find(forms, f => f.Traits.MaxSharing >= sharing) ?? forms.LastOrDefault()
            : Array.Find(forms, f => NameOf(f.Traits.Cure) == cure);
    }

    private abstract class Form(string kindOfLock)
    {
        /// <summary>Empty: it has no lock, or no choice.</summary>
        public string Lock => kindOfLock;

        public abstract CounterTraits Traits { get; }

        public abstract TResult Accept<TResult>(ICounterVisitor<TResult> visitor, bool immortals);
    }

    private sealed class Form<TCounter>(string kindOfLock = "") : Form(kindOfLock)
        where TCounter : struct, IRefCounter<TCounter>
    {
        public override CounterTraits Traits => TCounter.Traits;

        public override TResult Accept<TResult>(ICounterVisitor<TResult> visitor, bool immortals) =>
            immortals && !TCounter.Traits.TestsImmortality ? visitor.Visit<WithImmortals<TCounter>>() : visitor.Visit<TCounter>();
    }
}
