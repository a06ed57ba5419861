using System.Runtime.CompilerServices;

namespace GcActors.Core.Counting;

/// <summary>
/// Quiescence at message boundaries (counting-strategies.md 1, C-qs; after CPython v3.14.7, <c>Python/qsbr.c</c>). A global sequence is odd and rises by 2;
/// each mutator notes the sequence it saw when it began its quantum, and 0 between quanta, where it holds no reference that is not counted.
/// <code>
/// online:  seen = sequence, with a full fence before the first read of the heap (O7)
/// offline: seen = 0, after the last read of the heap (release)
/// retire:  goal = sequence + 2        advance: sequence += 2        passed(goal): full fence; every seen is 0 or ≥ goal
/// </code>
/// Whoever is online with seen ≥ goal came online after the sequence had reached the goal, so after the object had left its last slot: it cannot have
/// read a reference to it. Mutators between quanta never hold a grace period back; one in a long quantum does.
/// </summary>
/// <param name="sequence">The global sequence; starts at 1, since 0 means offline.</param>
/// <param name="seen">What mutator 0 saw; the others' follow.</param>
/// <param name="stride">Words from one mutator's to the next.</param>
/// <param name="mutators">How many.</param>
internal readonly unsafe struct GracePeriods(int* sequence, int* seen, int stride, int mutators)
{
    private const int Step = 2;

    /// <summary>Before a mutator's first read of the heap in a quantum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void GoOnline<TMemory>(int mutator)
        where TMemory : struct, IMemoryAccess => TMemory.Exchange(ref *SeenOf(mutator), TMemory.Read(ref *sequence));

    /// <summary>After its last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void GoOffline<TMemory>(int mutator)
        where TMemory : struct, IMemoryAccess => TMemory.Write(ref *SeenOf(mutator), 0);

    /// <summary>The grace period after which an object may be used again that has just left its last slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextGoal<TMemory>()
        where TMemory : struct, IMemoryAccess => TMemory.Read(ref *sequence) + Step;

    /// <summary>Lets grace periods up to a goal begin to pass.</summary>
    public void AdvanceTo<TMemory>(int goal)
        where TMemory : struct, IMemoryAccess
    {
        if (TMemory.Read(ref *sequence) - goal < 0)
        {
            TMemory.Add(ref *sequence, Step);
        }
    }

    /// <summary>The last grace period that has passed for all, where nobody is online: the next one.</summary>
    public int LastPassed<TMemory>()
        where TMemory : struct, IMemoryAccess
    {
        // The fence is an addition of nothing: each read below comes after everything that this mutator did before.
        int oldest = TMemory.Add(ref *sequence, 0);
        for (int m = 0; m < mutators; m++)
        {
            int at = TMemory.Read(ref *SeenOf(m));
            if (at != 0 && at - oldest < 0)
            {
                oldest = at;
            }
        }

        return oldest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int* SeenOf(int mutator) => seen + mutator * stride;
}
