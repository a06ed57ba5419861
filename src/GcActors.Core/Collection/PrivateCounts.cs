using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// References that one worker has seen, a byte a granule: nobody else writes it, and it is a quarter of the side table, so that it stays near its core. What
/// does not fit a byte goes to the side table at once.
/// </summary>
internal sealed unsafe class PrivateCounts(Heap heap) : IDisposable
{
    private const int Wrap = 256;
    private readonly LazyTable<byte> _counts = new(heap.Space.Granules + 1);
    private readonly uint* _working = heap.Working;

    public byte* Counts => _counts.Entries;

    /// <summary>Bytes in use: a granule of arenas or of large objects each.</summary>
    public long UsedBytes => ArenaGranules + LargeGranules;

    private long ArenaGranules => (long)heap.Arenas.Records * heap.Space.Geometry.ArenaBytes / PoolGeometry.GranuleBytes;

    private long LargeGranules => heap.Large.SpanBytes / PoolGeometry.GranuleBytes + 1;

    /// <summary>Before a collection.</summary>
    public void Clear()
    {
        new Span<byte>(_counts.Entries, checked((int)ArenaGranules)).Clear();
        new Span<byte>(_counts.Entries + heap.Space.LargeOffset / PoolGeometry.GranuleBytes, checked((int)LargeGranules)).Clear();
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
