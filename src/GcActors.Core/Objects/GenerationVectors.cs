using System.Runtime.CompilerServices;
using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>
/// Backing store of all generations: chunks of 4,096 references in one reserved range, so that an object's back-index is simply its place in that range
/// and stays valid when whole chunks move from one generation to the next. 0 is a tombstone.
/// </summary>
/// <remarks>CPython links objects in lists; vectors keep the same observable order and are scanned sequentially (cycle-collectors.md 14.2).</remarks>
public sealed unsafe class GenerationVectors : IDisposable
{
    public const int ChunkEntries = 4096;
    internal const long MaxEntries = 1L << 32;
    private readonly LazyTable<uint> _entries;
    private readonly LazyTable<int> _lengths = new(MaxEntries / ChunkEntries);
    private readonly LazyTable<int> _next = new(MaxEntries / ChunkEntries);
    private SpinLatch _latch;
    private int _free;
    private int _count = 1;
    private int _used;

    public GenerationVectors(bool hugePages) => _entries = new LazyTable<uint>(MaxEntries, hugePages);

    internal uint* Entries => _entries.Entries;

    /// <summary>Entries of each chunk, tombstones included.</summary>
    internal int* Lengths => _lengths.Entries;

    /// <summary>The chunk that follows in the same generation, 0: none.</summary>
    internal int* Next => _next.Entries;

    /// <summary>Bytes of chunks in use.</summary>
    public long UsedBytes => (long)Volatile.Read(ref _used) * ChunkEntries * sizeof(uint);

    /// <summary>Takes an empty chunk. Any mutator may call it.</summary>
    internal int TakeChunk()
    {
        _latch.Enter();
        int chunk = _free;
        if (chunk != 0)
        {
            _free = _next.Entries[chunk];
        }
        else
        {
            chunk = _count++;
        }

        _used++;
        _latch.Exit();
        _next.Entries[chunk] = 0;
        _lengths.Entries[chunk] = 0;
        return chunk;
    }

    internal void ReturnChunk(int chunk)
    {
        _latch.Enter();
        _next.Entries[chunk] = _free;
        _free = chunk;
        _used--;
        _latch.Exit();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint StartOf(int chunk) => (uint)chunk * ChunkEntries;

    public void Dispose()
    {
        _entries.Dispose();
        _lengths.Dispose();
        _next.Dispose();
    }
}
