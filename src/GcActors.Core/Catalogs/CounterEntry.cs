using GcActors.Core.Counting;
using GcActors.Core.Settings;

namespace GcActors.Core.Catalogs;

/// <summary>Receives the type behind a counting strategy's name.</summary>
internal interface ICounterVisitor<TResult>
{
    TResult Visit<TCounter>()
        where TCounter : struct, IRefCounter<TCounter>;
}

/// <summary>A counting strategy in the catalog: a type for each of its variants with each cure of racing slots that it can be used with; the usual variant,
/// and of each variant the form without a cure, first.</summary>
internal sealed class CounterEntry
{
    /// <summary>The word that leaves a choice to the catalog.</summary>
    public const string Auto = "auto";

    private readonly Form[] _forms;

    private CounterEntry(string name, string summary, string source, params Form[] forms)
    {
        Entry = new CatalogEntry(name, summary, source);
        _forms = forms;
    }

    public CatalogEntry Entry { get; }

    /// <summary>Of the usual variant without a cure.</summary>
    public CounterTraits Traits => _forms[0].Traits;

    /// <summary>Cures that it can be used with.</summary>
    public IEnumerable<SlotCure> Cures => _forms.Select(f => f.Traits.Cure).Distinct();

    /// <summary>Its variants, the usual one first; none: it has no choice.</summary>
    public IEnumerable<string> Variants => _forms.Select(f => f.Variant).Where(name => name.Length > 0).Distinct();

    /// <summary>Every way to use it.</summary>
    public IEnumerable<CounterForm> Forms => _forms.Select(f => new CounterForm(
        Entry.Name, f.Variant.Length == 0 ? Auto : f.Variant, NameOf(f.Traits.Cure), f.Variant == _forms[0].Variant));

    /// <summary>The most that mutators may share under any of its forms.</summary>
    public Sharing MaxSharing => _forms.Max(f => f.Traits.MaxSharing);

    /// <param name="variant">The usual variant, if there are others.</param>
    public static CounterEntry Of<TCounter>(string name, string summary, string source, string variant = "")
        where TCounter : struct, IRefCounter<TCounter> => new(name, summary, source, new Form<TCounter>(variant));

    /// <summary>The variant named last, with a cure.</summary>
    public CounterEntry Cured<TCounter>()
        where TCounter : struct, IRefCounter<TCounter> => Or<TCounter>(_forms[^1].Variant);

    /// <summary>One more variant.</summary>
    public CounterEntry Or<TCounter>(string variant)
        where TCounter : struct, IRefCounter<TCounter> => new(Entry.Name, Entry.Summary, Entry.Source, [.. _forms, new Form<TCounter>(variant)]);

    /// <summary>The traits of the form that settings name, or, for the cure <c>auto</c>, of the first that allows what is shared, if the allocator allows it.</summary>
    /// <returns>Null: there is no such form.</returns>
    public CounterTraits? TraitsFor(CountingSettings settings, Sharing sharing, AllocatorEntry? allocator = null) => Find(settings, sharing, allocator)?.Traits;

    /// <summary>Calls back with that form's type, wrapped in <see cref="WithImmortals{TInner}"/> where the settings have immortal objects that the strategy does
    /// not tell apart itself, or with that of its twin, if they name one.</summary>
    public TResult Accept<TResult>(
        ICounterVisitor<TResult> visitor, CountingSettings settings, Sharing sharing = Sharing.None, AllocatorEntry? allocator = null) =>
        (Find(settings, sharing, allocator) ?? throw new ArgumentException($"'{Entry.Name}' has no variant '{settings.Variant}' with the cure '{settings.Cure}'", nameof(settings)))
            .Accept(visitor, settings);

    /// <summary>The word of a cure in settings.</summary>
    public static string NameOf(SlotCure cure) => cure == SlotCure.TypeStable ? "type-stable" : cure.ToString().ToLowerInvariant();

    private Form? Find(CountingSettings settings, Sharing sharing, AllocatorEntry? allocator)
    {
        string variant = settings.Variant == Auto ? _forms[0].Variant : settings.Variant;
        Form[] forms = Array.FindAll(_forms, f => f.Variant == variant);
        return settings.Cure == Auto
            ? Array.Find(forms, f => f.Traits.MaxSharing >= sharing && allocator?.Allows(f.Traits.Cure) != false) ?? forms.LastOrDefault()
            : Array.Find(forms, f => NameOf(f.Traits.Cure) == settings.Cure);
    }

    private abstract class Form(string variant)
    {
        /// <summary>Empty: there is no choice.</summary>
        public string Variant => variant;

        public abstract CounterTraits Traits { get; }

        public abstract TResult Accept<TResult>(ICounterVisitor<TResult> visitor, CountingSettings settings);
    }

    private sealed class Form<TCounter>(string variant) : Form(variant)
        where TCounter : struct, IRefCounter<TCounter>
    {
        public override CounterTraits Traits => TCounter.Traits;

        public override TResult Accept<TResult>(ICounterVisitor<TResult> visitor, CountingSettings settings) => settings.Immortal switch
        {
            "none" => TwinVisit.Accept<TCounter, Plain<Unsync>, TResult>(visitor, settings),
            _ when TCounter.Traits.TestsImmortality => TwinVisit.Accept<TCounter, WithImmortals<Plain<Unsync>>, TResult>(visitor, settings),
            _ => TwinVisit.Accept<WithImmortals<TCounter>, WithImmortals<Plain<Unsync>>, TResult>(visitor, settings),
        };
    }
}
