using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>The word of a dead object that links it to the next one whose fields are still to be dropped: in its header, or, where counts fill that, beside the
/// heap. Read and written as a value: a reference to the word would cost its address in a register at each death.</summary>
internal static unsafe class DyingLink
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Next<TCounter>(uint* links, uint cell, ObjectHeader* o)
        where TCounter : struct, IRefCounter<TCounter> => TCounter.HasSpareWord ? (uint)o->Spare : links[cell];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set<TCounter>(uint* links, uint cell, ObjectHeader* o, uint next)
        where TCounter : struct, IRefCounter<TCounter>
    {
        if (TCounter.HasSpareWord)
        {
            o->Spare = (int)next;
        }
        else
        {
            links[cell] = next;
        }
    }
}
