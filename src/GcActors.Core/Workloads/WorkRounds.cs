using System.Runtime.CompilerServices;

namespace GcActors.Core.Workloads;

/// <summary>The parameter <c>work</c>: rounds of the SplitMix64 output function on one register after every step, to dilute counting.</summary>
public struct WorkRounds(int rounds)
{
    private readonly int _rounds = rounds;
    private ulong _register = 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run()
    {
        // Without work a step pays one predicted branch and no store.
        if (_rounds != 0)
        {
            Mix();
        }
    }

    private void Mix()
    {
        ulong z = _register;
        for (int i = 0; i < _rounds; i++)
        {
            z = SplitMix64.Mix(z);
        }

        _register = z;
    }
}
