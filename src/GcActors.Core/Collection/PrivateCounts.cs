using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// References that one worker has seen, a byte for two granules, since no tracked cell is smaller: nobody else writes it, and it is an eighth of the side
/// table, so that it stays near its core. What does not fit a byte goes to the side table at once.
/// </summary>
internal sealed unsafe class PrivateCounts(Heap heap) : IDisposable
{
    private const int Wrap = 256;
    private const int GranulesPerCount = 2;
    private readonly LazyTable<byte> _counts = new((heap.Space.Granules / GranulesPerCount) + 1);
    private readonly uint* _working = heap.Working;

    public byte* Counts => _counts.Entries;

    /// <summary>Bytes in use, for arenas and for large objects.</summary>
    public long UsedBytes => ArenaCounts + LargeCounts;

    private long ArenaCounts => (long)heap.Arenas.Records * heap.Space.Geometry.ArenaBytes / BytesPerCount;

    private long LargeCounts => heap.Large.SpanBytes / BytesPerCount + 1;

    /// <summary>Heap bytes for which there is one count.</summary>
    private static int BytesPerCount => PoolGeometry.GranuleBytes * GranulesPerCount;

    /// <summary>Where in <see cref="Counts"/> a cell's references are counted. Untracked cells of one granule share a count, which nobody reads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint IndexOf(uint cell) => cell / GranulesPerCount;

    /// <summary>Before a collection.</summary>
    public void Clear()
    {
        new Span<byte>(_counts.Entries, checked((int)ArenaCounts)).Clear();
        new Span<byte>(_counts.Entries + heap.Space.LargeOffset / BytesPerCount, checked((int)LargeCounts)).Clear();
    }

    /// <summary>Returns the memory to the system.</summary>
    public void Release() => _counts.Reset(_counts.Length);

    /// <summary>A byte went from 255 to 0: its 256 references come off the word at once.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Carry(uint cell)
    {
        if ((int)Volatile.Read(ref _working[cell]) < 0)
        {
            Interlocked.Add(ref *(int*)(_working + cell), -Wrap);
        }
    }

    public void Dispose() => _counts.Dispose();
}
