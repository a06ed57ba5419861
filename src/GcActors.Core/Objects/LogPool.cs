using System.Runtime.InteropServices;
using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>The chunks of all count logs of a heap: made when there is none at hand, used again after they were applied.</summary>
internal unsafe struct LogPool
{
    private SpinLatch _latch;
    private LogChunk* _free;
    private LogChunk* _made;
    private long _inUseBytes;

    /// <summary>Bytes of a chunk with its head.</summary>
    public int ChunkBytes { get; private set; }

    public readonly int EntriesPerChunk => (ChunkBytes - sizeof(LogChunk)) / sizeof(uint);

    /// <summary>Bytes that are out.</summary>
    public readonly long InUseBytes => Volatile.Read(in _inUseBytes);

    /// <summary>The most that was ever out since <see cref="ResetPeak"/>.</summary>
    public long PeakBytes { get; private set; }

    public void Initialise(int chunkBytes) => ChunkBytes = chunkBytes;

    public void ResetPeak() => PeakBytes = _inUseBytes;

    /// <summary>An empty chunk.</summary>
    /// <param name="holder">Whose held bytes it counts among, or null.</param>
    public LogChunk* Take(CountLog* holder)
    {
        _latch.Enter();
        LogChunk* chunk = _free;
        if (chunk == null)
        {
            chunk = (LogChunk*)NativeMemory.Alloc((nuint)ChunkBytes);
            chunk->Made = _made;
            _made = chunk;
        }
        else
        {
            _free = chunk->Next;
        }

        _inUseBytes += ChunkBytes;
        PeakBytes = Math.Max(PeakBytes, _inUseBytes);
        _latch.Exit();
        chunk->Holder = holder;
        return chunk;
    }

    /// <summary>Takes back the chunks of a list that has been applied.</summary>
    public void Return(LogList list)
    {
        _latch.Enter();
        LogChunk* next;
        for (LogChunk* chunk = list.Head; chunk != null; chunk = next)
        {
            next = chunk->Next;
            if (chunk->Holder != null)
            {
                chunk->Holder->Give(ChunkBytes);
            }

            chunk->Next = _free;
            _free = chunk;
            _inUseBytes -= ChunkBytes;
        }

        _latch.Exit();
    }

    public void Dispose()
    {
        while (_made != null)
        {
            LogChunk* chunk = _made;
            _made = chunk->Made;
            NativeMemory.Free(chunk);
        }
    }
}
