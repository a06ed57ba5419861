using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting.Twins;

/// <summary>Reads a mutator's log of a <see cref="Tape"/>, in the order in which it was written.</summary>
internal unsafe struct DecisionReader(Tape tape, int mutator)
{
    private uint* _next = tape.Gaps(mutator) + 1;
    private uint _left = *tape.Gaps(mutator);

    /// <summary>Whether the next drop kills. Behind the last death no drop does: its gap is 0, and 2³² drops away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Next()
    {
        uint left = _left - 1;
        _left = left;
        if (left != 0)
        {
            return false;
        }

        _left = *_next++;
        return true;
    }
}
