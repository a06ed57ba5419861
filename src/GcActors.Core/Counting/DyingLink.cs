using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>The word of a dead object that links it to the next one whose fields are still to be dropped: in its header, or, where counts fill that, beside the
/// heap.</summary>
internal static unsafe class DyingLink
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref uint Of<TCounter>(uint* links, uint cell, ObjectHeader* o)
        where TCounter : struct, IRefCounter<TCounter>
    {
        if (TCounter.HasSpareWord)
        {
            return ref Unsafe.As<int, uint>(ref o->Spare);
        }

        return ref links[cell];
    }
}
