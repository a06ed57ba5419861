using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GcActors.Core.Objects;

/// <summary>
/// What one mutator notes for the refcount actors: granules, in three lists. What the lists mean is the strategy's. Only the mutator writes them; at a boundary it
/// closes them and hands the chunks over by reference.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CountLog
{
    public OpenLog Increments;
    public OpenLog Decrements;

    /// <summary>Granules with slots that were written, under a strategy that logs slots.</summary>
    public OpenLog Written;
    private LogPool* _pool;
    private int* _bell;
    private int _ring;
    private long _heldBytes;

    /// <summary>Hardware fetches cache lines in pairs.</summary>
    private fixed long _pad[16];

    /// <summary>Bytes of chunks of its lists that are not back in the pool.</summary>
    public readonly long HeldBytes => Volatile.Read(in _heldBytes);

    /// <param name="pool">Where chunks come from.</param>
    /// <param name="bell">A word that gets the bits of <paramref name="ring"/> when a chunk of its lists is full, or null.</param>
    /// <param name="ring">The bits.</param>
    public void Initialise(LogPool* pool, int* bell = null, int ring = 0)
    {
        _pool = pool;
        _bell = bell;
        _ring = ring;
        Increments.IsLog = Decrements.IsLog = Written.IsLog = true;
    }

    /// <summary>Whether a list has filled a chunk.</summary>
    public readonly bool HasFilledChunk => Increments.HasFilledChunk || Decrements.HasFilledChunk;

    /// <summary>Bytes that are held no longer.</summary>
    public void Give(long bytes) => Interlocked.Add(ref _heldBytes, -bytes);

    /// <summary>What a root table holds, as a list that counts among nobody's bytes.</summary>
    public LogList Snapshot(RootTable roots)
    {
        OpenLog held = default;
        for (long i = 0; i < roots.Used; i++)
        {
            if (roots.Slots[i] is var cell and not 0)
            {
                held.Append((CountLog*)Unsafe.AsPointer(ref this), cell);
            }
        }

        return held.Close();
    }

    /// <summary>A list's chunk is full, or it has none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Extend(ref OpenLog list)
    {
        if (!list.IsLog)
        {
            list.Add(_pool->Take(holder: null), _pool->EntriesPerChunk);
            return;
        }

        if (_bell != null && list.HasChunk)
        {
            Interlocked.Or(ref *_bell, _ring);
        }

        Interlocked.Add(ref _heldBytes, _pool->ChunkBytes);
        list.Add(_pool->Take((CountLog*)Unsafe.AsPointer(ref this)), _pool->EntriesPerChunk);
    }
}

/// <summary>A list that is being written. All zero: empty.</summary>
internal unsafe struct OpenLog
{
    private uint* _cursor;
    private uint* _end;
    private LogChunk* _newest;
    private long _closedEntries;

    /// <summary>Whether it is one of a mutator's three lists, and not a list of locals or of another's objects.</summary>
    public bool IsLog { readonly get; set; }

    public readonly bool HasChunk => _newest != null;

    public readonly bool HasFilledChunk => _newest != null && _newest->Next != null;

    /// <summary>Entries ever written.</summary>
    public readonly long Entries => _closedEntries + (_newest == null ? 0 : _cursor - _newest->Entries);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(CountLog* owner, uint cell)
    {
        if (_cursor == _end)
        {
            owner->Extend(ref this);
        }

        *_cursor++ = cell;
    }

    /// <summary>Goes on in another chunk.</summary>
    public void Add(LogChunk* chunk, int entries)
    {
        CloseChunk();
        chunk->Next = _newest;
        _newest = chunk;
        _cursor = chunk->Entries;
        _end = _cursor + entries;
    }

    public LogList Close()
    {
        CloseChunk();
        LogList closed = new(_newest);
        _newest = null;
        _cursor = _end = null;
        return closed;
    }

    private void CloseChunk()
    {
        if (_newest != null)
        {
            _newest->Count = (int)(_cursor - _newest->Entries);
            _closedEntries += _newest->Count;
        }
    }
}

/// <summary>Chunks that nobody writes any more, the newest first.</summary>
/// <param name="head">Null: an empty list.</param>
internal readonly unsafe struct LogList(LogChunk* head)
{
    public LogChunk* Head => head;

    public bool IsEmpty => head == null;

    public long Entries
    {
        get
        {
            long entries = 0;
            for (LogChunk* chunk = head; chunk != null; chunk = chunk->Next)
            {
                entries += chunk->Count;
            }

            return entries;
        }
    }
}

/// <summary>A block of entries, which follow it in memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LogChunk
{
    /// <summary>In the list that it belongs to.</summary>
    public LogChunk* Next;

    /// <summary>Whose held bytes it counts among; null: nobody's.</summary>
    public CountLog* Holder;

    /// <summary>Links all chunks of a pool.</summary>
    public LogChunk* Made;

    /// <summary>Entries; written when the chunk is closed.</summary>
    public int Count;

    public uint* Entries => (uint*)((LogChunk*)Unsafe.AsPointer(ref this) + 1);
}
