namespace GcActors.Core.Counting;

/// <summary>A mutator as the global interpreter lock sees it. Called from any thread, under the lock's gate: an implementation tells itself a message.</summary>
public interface IGilParty
{
    /// <summary>The lock became free and this waiter is the one woken.</summary>
    void GilAvailable();

    /// <summary>Somebody else has taken the lock that this party dropped on request.</summary>
    void GilSwitched();

    /// <summary>A waiter's interval ended without a switch: drop the lock at the next check. Sets a flag that the holder polls.</summary>
    void RequestDrop();

    /// <summary>Takes the request back.</summary>
    void ClearDropRequest();
}
