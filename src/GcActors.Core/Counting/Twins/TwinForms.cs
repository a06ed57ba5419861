using GcActors.Core.Settings;

namespace GcActors.Core.Counting.Twins;

/// <summary>The twins by the names that settings use, and which strategies they are defined for.</summary>
public static class TwinForms
{
    public const string Off = "off";
    public const string None = "none";
    public const string Plain = "plain";
    public const string Counted = "counted";
    public const string PlainPrivate = "plain-private";
    public const string Private = "private";
    public const string Real = "real";
    public const string Padded = "padded";
    public const string Append = "append";
    public const string Discard = "discard";

    /// <summary>Not a choice of settings: the run that the others take their decisions from.</summary>
    internal const string Record = "record";

    public static bool IsOn(CountingSettings counting) => counting.Twin != Off;

    /// <summary>Whether deaths come from the tape: with several mutators only where it is confined.</summary>
    public static bool IsJudgedByTape(string twin) => twin is None or Plain or PlainPrivate or Private or Append or Discard;

    /// <summary>Whether nobody reads what a strategy notes.</summary>
    internal static bool DropsLogs(string twin) => twin is Append or Discard;

    internal static bool HasShadows(string twin) => twin is PlainPrivate or Private;

    internal static bool HasLines(string twin) => twin == Padded;

    /// <summary>Why a strategy cannot have twins at all, as the rest of a sentence that begins with its name; null: it can.</summary>
    public static string? ObjectionTo(CounterTraits traits) => traits switch
    {
        { IsTraced: true } => "counts nothing",
        { Frees: false } => "frees nothing",
        { Sticks: true } => "leaves deaths to traces",
        { NeedsMessages: true } => "does other operations: it copies messages, or counts them",
        { MarksEscapes: true } => "walks what escapes, by counts in the objects",
        { DefersSome: true } => "leaves some deaths to collections",
        _ => null,
    };

    /// <summary>Why a strategy cannot have a twin with its counts elsewhere, as the rest of a sentence that begins with its name; null: it can.</summary>
    public static string? ObjectionToMirror(CounterTraits traits) => traits switch
    {
        { UsesLogs: true } => "has counts that refcount actors write, where objects are",
        { Cure: not SlotCure.None } => "asks the count of a racing load's target whether it is dead, and only the true count says so",
        _ => null,
    };

    /// <summary>Why a strategy cannot have twins whose logs nobody reads, as the rest of a sentence that begins with its name; null: it can.</summary>
    public static string? ObjectionToDrops(CounterTraits traits) => traits switch
    {
        { UsesLogs: false } => "keeps no logs",
        { LogsObjects: true } => "logs what is not marked as logged, and the marks are taken off when logs are applied: unread, they would fill with something else",
        _ => null,
    };
}
