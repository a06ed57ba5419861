using GcActors.Core.Mutators;

namespace GcActors.Core.Workloads;

/// <summary>One mutator's part of a barrier: all mutators of a program meet, again and again. What each did before it came, all see after.</summary>
/// <param name="flag">The flag that counts arrivals.</param>
internal struct Meeting(int flag)
{
    private int _passed;
    private bool _waits;

    /// <summary>This mutator has come. False: not everybody has; answer <see cref="StepOutcome.Waiting"/> and ask again. True: they part, and the next
    /// call comes to the next meeting.</summary>
    public bool IsOver<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ref int arrivals = ref m.SharedFlag(flag);
        if (!_waits)
        {
            _waits = true;
            Interlocked.Increment(ref arrivals);
        }

        // Nobody comes to the next meeting before all have come to this one.
        if (Volatile.Read(ref arrivals) < (_passed + 1) * m.Mutators)
        {
            return false;
        }

        _waits = false;
        _passed++;
        return true;
    }
}
