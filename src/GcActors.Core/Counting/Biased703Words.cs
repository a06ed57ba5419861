using GcActors.Core.Objects;
using static GcActors.Core.Counting.BiasedWords;

namespace GcActors.Core.Counting;

/// <summary>
/// The count words of <see cref="Biased703{TSlots,TDeferral}"/>: those of <see cref="BiasedWords"/>, whose two flags are a state here, which only rises (CPython v3.14.7,
/// <c>Include/refcount.h</c>).
/// </summary>
internal static unsafe class Biased703Words
{
    /// <summary>No load has counted the object as a stranger. With a count of 0 the owner alone decides, without an atomic operation.</summary>
    public const int Default = 0;

    /// <summary>Strangers may count what they find in slots.</summary>
    public const int WeakRefs = 1;

    /// <summary>A stranger gave up a reference that the owner had counted.</summary>
    public const int Queued = 2;

    /// <summary>Nobody owns it.</summary>
    public const int Merged = 3;

    /// <summary>Merged without a reference: whoever writes this value kills the object.</summary>
    public const int Dead = Merged;

    public static int StateOf(int shared) => shared & Merged;

    /// <summary>Whether an object of this shared half may be dead already: a stranger's load keeps off. One that died by its owner's word still has the value
    /// 0.</summary>
    public static bool MayBeDead(int shared) => shared is Default or Dead;

    /// <summary>Whether a stranger's drop queues the object: it takes what only the owner has counted.</summary>
    public static bool Enters(int shared) => (shared & ~WeakRefs) == 0;

    public static bool IsDeferred(ObjectHeader* o) => OwnerOf(BiasOf(o)) == DeferredOwner;

    /// <summary>Only slots' references are counted from here on: not the one that the caller holds.</summary>
    public static void Defer(ObjectHeader* o)
    {
        BiasOf(o) = UncountedBias;
        SharedOf(o) = (CountArea.PinnedOffset * One) | Merged;
    }

    public static void Rebuild(ObjectHeader* o, int references)
    {
        bool isDeferred = IsDeferred(o);
        BiasedWords.Rebuild(o, references, Merged);
        if (isDeferred)
        {
            BiasOf(o) = UncountedBias;
        }
    }

    /// <summary>What a stopped world with empty queues must not show; the sum of the halves is the count law's. What has
    /// died by its owner's word may still be there, waiting for its grace period.</summary>
    public static string? FaultOf(ObjectHeader* o)
    {
        uint bias = BiasOf(o);
        int shared = SharedOf(o);
        uint owner = OwnerOf(bias);
        bool isMerged = StateOf(shared) == Merged;
        if (owner == DeferredOwner)
        {
            bool isSound = LocalOf(bias) == 0 && isMerged && CountArea.IsPinned(CountOf(shared));
            return isSound ? null : $"is deferred, but has a local count of {LocalOf(bias)} and a shared half of {shared:x}";
        }

        bool diedQuickly = LocalOf(bias) == 0 && CountOf(shared) == 0 && StateOf(shared) < Queued;
        return owner == ImmortalOwner || diedQuickly ? null
            : StateOf(shared) == Queued ? "is in the state 'queued', but the queues are empty"
            : CountOf(shared) < 0 ? $"has a shared count of {CountOf(shared)} and is in no queue"
            : isMerged != (owner == 0) ? $"has owner {owner} and is {(isMerged ? "" : "not ")}merged"
            : (LocalOf(bias) == 0) != (owner == 0) ? $"has owner {owner} and a local count of {LocalOf(bias)}"
            : null;
    }
}
