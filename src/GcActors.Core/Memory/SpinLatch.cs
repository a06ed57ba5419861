using System.Runtime.CompilerServices;

namespace GcActors.Core.Memory;

/// <summary>A lock for sections of a few dozen instructions that no mutator holds over a boundary. One word, meant for unmanaged or padded memory.</summary>
internal struct SpinLatch
{
    private int _held;

    public void Enter()
    {
        if (Interlocked.Exchange(ref _held, 1) != 0)
        {
            EnterSlow();
        }
    }

    public void Exit() => Volatile.Write(ref _held, 0);

    // Not inlined: a SpinWait inside an allocation's or a death's fast path drags a P/Invoke frame into its prologue.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterSlow()
    {
        var spin = default(SpinWait);
        do
        {
            // Test before test-and-set: waiters share the line instead of tearing it from the holder. The sleep keeps a preempted holder's core free.
            while (Volatile.Read(ref _held) != 0)
            {
                spin.SpinOnce(sleep1Threshold: 20);
            }
        }
        while (Interlocked.Exchange(ref _held, 1) != 0);
    }
}
