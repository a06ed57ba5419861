using State = GcActors.Core.Counting.Biased703Words;

namespace GcActors.Core.Counting;

/// <summary>Which objects of <see cref="Biased703{TSlots,TDeferral}"/> are counted in slots only.</summary>
public interface IDeferral
{
    /// <summary>Whether objects that are pinned are: in CPython 3.14 functions, code, modules and methods. A pin is an offset of the count otherwise.</summary>
    static abstract bool DefersPinned { get; }
}

/// <summary>All references are counted.</summary>
public readonly struct NothingDeferred : IDeferral
{
    public static bool DefersPinned => false;
}

/// <summary>Pinned objects are deferred.</summary>
public readonly struct PinnedDeferred : IDeferral
{
    public static bool DefersPinned => true;
}

/// <summary>The states of an object's shared half, and a queue that holds a counted reference.</summary>
public readonly struct StatesRise : IMergeRule
{
    public static int ReferencesPerEntry => 1;

    public static int Merged => State.Merged;

    public static int Cleared => 0;
}
