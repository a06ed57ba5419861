namespace GcActors.Core.Counting;

/// <summary>
/// One lock, held for a stretch of operations, keeps mutators apart (counting-strategies.md 4.2; CPython's global interpreter lock,
/// <c>Python/ceval_gil.c</c>). The counting itself is CPython's load, add, store; the lock is <see cref="GlobalInterpreterLock"/>, taken by the mutator
/// actor around its quanta.
/// </summary>
public readonly struct Gil : IPlainMode
{
    public static CounterTraits Traits => new(Sharing.RacingSlots, NeedsGil: true, Frees: true, CountsAreExact: true, UsesLogs: false);
}
