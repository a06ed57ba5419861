using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// References that one worker has seen, a byte a granule: nobody else writes it, and it is a quarter of the side table, so that it stays near its core. What
/// does not fit a byte, or lies in the upper half of the heap (objects above 512 bytes), goes to the side table at once.
/// </summary>
internal sealed unsafe class PrivateCounts(Heap heap) : IDisposable
{
    private const int Wrap = 256;
    private readonly LazyTable<byte> _counts = new(heap.Space.LargeOffset / PoolGeometry.GranuleBytes);
    private readonly uint* _working = heap.Working;

    public byte* Counts => _counts.Entries;

    /// <summary>First granule that has no byte.</summary>
    public uint Limit { get; } = (uint)(heap.Space.LargeOffset / PoolGeometry.GranuleBytes);

    /// <summary>Granules in use by arenas.</summary>
    public long Span => (long)heap.Arenas.Records * heap.Space.Geometry.ArenaBytes / PoolGeometry.GranuleBytes;

    /// <summary>Before a collection.</summary>
    public void Clear() => new Span<byte>(_counts.Entries, checked((int)Span)).Clear();

    /// <summary>Returns the memory to the system.</summary>
    public void Release() => _counts.Reset(Span);

    /// <summary>Takes a reference to a large object off its word.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void SubtractLarge(uint cell) => SubtractNow(cell, 1);

    /// <summary>A byte went from 255 to 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Carry(uint cell) => SubtractNow(cell, Wrap);

    public void Dispose() => _counts.Dispose();

    private void SubtractNow(uint cell, int references)
    {
        if ((int)Volatile.Read(ref _working[cell]) < 0)
        {
            Interlocked.Add(ref *(int*)(_working + cell), -references);
        }
    }
}
