using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// Places that one worker has marked and of which it is not yet known whether the scan had passed them. A batch costs one barrier: its marks are stores before
/// it, the count of claimed chunks is read after it. A chunk that counts as unclaimed is claimed later, by an atomic operation, and its scan sees the marks;
/// what lies in claimed chunks is queued.
/// </summary>
internal sealed unsafe class PassedMarks<TOrder>(ChunkWriter queue) : IDisposable
    where TOrder : struct, IOrderedScanRules
{
    private const int Capacity = 4096;
    private const int NoChunk = -1;
    private readonly LazyTable<uint> _places = new(Capacity);
    private Region? _region;
    private int _scanned = NoChunk;

    public ChunkWriter Queue => queue;

    /// <summary>Where the next place is to be stored, by loops that keep it in a register.</summary>
    public uint* Cursor { get; set; }

    public uint* End => _places.Entries + Capacity;

    /// <summary>Before a worker's share.</summary>
    public void Begin(Region region)
    {
        _region = region;
        Cursor = _places.Entries;
    }

    /// <summary>Before a chunk: what is marked in it ahead of the scan is met there.</summary>
    public void BeginChunk(int ordinal) => _scanned = ordinal;

    public void EndChunk() => _scanned = NoChunk;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(uint place)
    {
        if (Cursor == End)
        {
            QueuePassed();
        }

        *Cursor++ = place;
    }

    /// <summary>Queues what the scan has passed and forgets the rest.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void QueuePassed()
    {
        TOrder.Interleave();
        Interlocked.MemoryBarrier();
        int claimed = _region!.Claimed;
        for (uint* place = _places.Entries; place < Cursor; place++)
        {
            int ordinal = Place.OrdinalOf(*place);
            if (TOrder.QueuesPassed && ordinal < claimed && ordinal != _scanned)
            {
                queue.Append(*place);
            }
        }

        Cursor = _places.Entries;
    }

    /// <summary>Queues everything: when nothing is left to scan.</summary>
    public void QueueAll()
    {
        for (uint* place = _places.Entries; place < Cursor; place++)
        {
            queue.Append(*place);
        }

        Cursor = _places.Entries;
    }

    public void Dispose() => _places.Dispose();
}
