using System.Runtime.CompilerServices;

namespace GcActors.Core.Collection;

/// <summary>
/// A word of the collector's side table (<c>Heap.Working</c>), one a granule (cycle-collectors.md 14.2).
/// <code>
/// bit 31 COLLECTING  the object is in the region and its fate is open
/// bit 30 TENTATIVE   scanned with no reference from outside known
/// low 30             gc_refs: references from outside the region, as far as subtracted
/// </code>
/// The test "is the referent in this region" needs no access to the referent, and word 0 answers for null.
/// </summary>
internal static class WorkingWord
{
    public const uint Collecting = 1u << 31;
    public const uint Tentative = 1u << 30;
    public const uint CountMask = Tentative - 1;

    /// <summary>What is still tentative when nothing is left to rescue. The ordered scan by several workers keeps the object's place in the low bits
    /// until the sweep, so all words from here on are tentative.</summary>
    public const uint Garbage = Collecting | Tentative;

    /// <summary>No longer collecting, but its entry in the vector is still to be dropped: it stands among the rescued.</summary>
    public const uint Rescued = Tentative;

    /// <summary>Whether a word of the numbered region (<see cref="Place"/>) tells of an object in it that is known to be reachable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsReached(uint word) => word >> 30 == Collecting >> 30;
}
