namespace GcActors.Core.Scenarios.Explaining;

/// <summary>What can happen to an object after the split.</summary>
public enum StepKind
{
    /// <summary>Immortal: moved to the permanent generation.</summary>
    Exempted,

    /// <summary>Holds nothing that can be in a cycle: the collector forgets it.</summary>
    Untracked,

    /// <summary>Has an old-style destructor, or hangs on one.</summary>
    SetApart,

    /// <summary>A weak reference to the other object is dead; its callback is called later.</summary>
    WeakRefClearedCallbackDue,

    /// <summary>A weak reference to the other object is dead, and nobody is told.</summary>
    WeakRefCleared,

    CallbackCalled,
    FinalizerCalled,

    /// <summary><c>tp_clear</c>.</summary>
    Cleared,

    /// <summary>The last reference was given up, by the other object if there is one.</summary>
    Died,

    /// <summary>Its finalizer runs while it dies.</summary>
    Revived,

    /// <summary>Appended to <c>gc.garbage</c>.</summary>
    Saved,

    /// <summary>Still alive after its turn; joins the survivors.</summary>
    Outlived,
}

/// <param name="Number">Of the object.</param>
/// <param name="Other">Number of the other object, 0: none.</param>
public sealed record RecordedStep(StepKind Kind, int Number, int Other);
