using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace GcActors.Core.Collection;

/// <summary>
/// Fetches side-table words before they are needed (cycle-collectors.md 14.4): the object's line at twice the distance, its referents' words at once the
/// distance, both within the chunk.
/// </summary>
internal static unsafe class LookAhead
{
    /// <summary>Below this the side table lies in the caches and looking ahead only costs instructions (CPython's limit for its own).</summary>
    public const long FromObjects = 200_000;

    /// <summary>
    /// Distance in objects. Random graph, 10⁶ × 3, one worker, ns per object, best of three:
    /// <code>
    /// distance    0     4     8    16    32    64
    /// live     21.1  19.2  20.6  16.8  15.7  15.9
    /// garbage  61.5  50.3  39.6  32.1  27.6  26.5
    /// </code>
    /// </summary>
    public const int Distance = 32;

    /// <summary>The distance for a region of so many objects; 0: none.</summary>
    public static int For(long objects) => Sse.IsSupported && objects >= FromObjects ? Distance : 0;

    /// <summary>The entry up to which one may look ahead at twice the distance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint* Limit(uint* first, uint* end, int distance) => distance == 0 || end - first <= 2 * distance ? first : end - 2 * distance;

    /// <summary>Fetches the line of an object: header and the first references.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchObject(byte* heapBase, uint cell) => Sse.Prefetch0(HeapPointers.At(heapBase, cell));

    /// <summary>Fetches one word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchWord(uint* working, uint cell) => Sse.Prefetch0(working + cell);

    /// <summary>Fetches the words of an object's first three references. It asks no shape: what is no reference costs a useless fetch, and even a cell of 32
    /// bytes has so many words behind its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchWords(byte* heapBase, uint* working, uint cell)
    {
        var field = (uint*)(HeapPointers.At(heapBase, cell) + 1);
        Sse.Prefetch0(working + field[0]);
        Sse.Prefetch0(working + field[1]);
        Sse.Prefetch0(working + field[2]);
    }

    /// <summary>The same for the table of <see cref="PrivateCounts"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchBytes(byte* heapBase, byte* counts, uint cell)
    {
        var field = (uint*)(HeapPointers.At(heapBase, cell) + 1);
        Sse.Prefetch0(counts + PrivateCounts.IndexOf(field[0]));
        Sse.Prefetch0(counts + PrivateCounts.IndexOf(field[1]));
        Sse.Prefetch0(counts + PrivateCounts.IndexOf(field[2]));
    }
}
