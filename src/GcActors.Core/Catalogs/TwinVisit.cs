using GcActors.Core.Counting;
using GcActors.Core.Counting.Twins;
using GcActors.Core.Settings;

namespace GcActors.Core.Catalogs;

/// <summary>Closes the generic types of a strategy's twins.</summary>
internal static class TwinVisit
{
    /// <summary>Calls back with the type of the twin that settings name, or of the strategy itself.</summary>
    /// <typeparam name="TCounter">The strategy, with immortal objects if it is to have them.</typeparam>
    /// <typeparam name="TPlain">Plain counts, the same.</typeparam>
    /// <typeparam name="TResult">What the visitor answers.</typeparam>
    public static TResult Accept<TCounter, TPlain, TResult>(ICounterVisitor<TResult> visitor, CountingSettings settings)
        where TCounter : struct, IRefCounter<TCounter>
        where TPlain : struct, IRefCounter<TPlain> => settings.Twin switch
        {
            TwinForms.Off => Dosed<TCounter, TResult>(visitor, settings),
            TwinForms.Record => visitor.Visit<Watched<Watched<Plain<Unsync>, SequenceHash>, Recorder>>(),
            TwinForms.None => Checked<Twin<Countless, InObjects, ByTape>, TResult>(visitor, settings),
            TwinForms.Plain => Checked<Twin<TPlain, InObjects, ByTape>, TResult>(visitor, settings),
            TwinForms.Counted => Checked<Twin<TPlain, InObjects, ByCounts>, TResult>(visitor, settings),
            TwinForms.PlainPrivate => Checked<Twin<TPlain, InShadow, ByTape>, TResult>(visitor, settings),
            TwinForms.Private => Checked<Twin<TCounter, InShadow, ByTape>, TResult>(visitor, settings),
            TwinForms.Real when !settings.TwinCheck => Dosed<Twin<TCounter, InObjects, ByCounts>, TResult>(visitor, settings),
            TwinForms.Real => Checked<Twin<TCounter, InObjects, ByCounts>, TResult>(visitor, settings),
            TwinForms.Append or TwinForms.Discard => Checked<Twin<Appending<TCounter>, InObjects, ByTape>, TResult>(visitor, settings),
            TwinForms.Padded => Checked<Twin<TCounter, InLines, ByCounts>, TResult>(visitor, settings),
            _ => throw new ArgumentException($"there is no twin '{settings.Twin}'", nameof(settings)),
        };

    private static TResult Dosed<TCounter, TResult>(ICounterVisitor<TResult> visitor, CountingSettings settings)
        where TCounter : struct, IRefCounter<TCounter> => settings.DoseSite switch
        {
            Dose.NoSite or Dose.EachMessage or Dose.EachEntry => visitor.Visit<TCounter>(),
            Dose.EachOperation => visitor.Visit<Watched<TCounter, DoseEachOperation>>(),
            Dose.EachSynchronised or Dose.EachLock => visitor.Visit<Watched<TCounter, DoseInStrategy>>(),
            _ => throw new ArgumentException($"there is no site '{settings.DoseSite}' for a dose", nameof(settings)),
        };

    private static TResult Checked<TTwin, TResult>(ICounterVisitor<TResult> visitor, CountingSettings settings)
        where TTwin : struct, IRefCounter<TTwin> =>
        settings.TwinCheck ? visitor.Visit<Watched<TTwin, SequenceHash>>() : visitor.Visit<TTwin>();
}
