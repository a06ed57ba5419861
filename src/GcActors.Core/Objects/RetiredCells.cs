using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GcActors.Core.Objects;

/// <summary>Dead cells of one mutator that wait for a grace period, oldest first: a ring in unmanaged memory that doubles when it is full.</summary>
internal unsafe struct RetiredCells
{
    private const int FirstCapacity = 256;

    private ulong* _ring;
    private int _capacity;
    private int _head;
    private long _bytes;

    /// <summary>Cells that wait.</summary>
    public int Count { get; private set; }

    /// <summary>The most that ever waited.</summary>
    public int Peak { get; private set; }

    /// <summary>Cells that ever came.</summary>
    public long Total { get; private set; }

    /// <summary>The most bytes that ever waited.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Time that grace periods took, from their beginning to the look that found them over.</summary>
    public long GraceNs { get; set; }

    /// <summary>Of <see cref="Total"/>, pools and not cells.</summary>
    public long Pools { get; set; }

    /// <summary>Looks at who has passed a boundary, or has announced what.</summary>
    public long Polls { get; set; }

    /// <summary>The goal of the oldest; only if there is one.</summary>
    public readonly int OldestGoal => (int)(_ring[_head] >> 32);

    /// <summary>Whether the oldest waited for no later grace period than this.</summary>
    public readonly bool HasUpTo(int passed) => Count > 0 && OldestGoal - passed <= 0;

    /// <summary>The goal of the newest; only if there is one.</summary>
    public readonly int NewestGoal => (int)(_ring[(_head + Count - 1) & (_capacity - 1)] >> 32);

    /// <param name="cell">A dead object's.</param>
    /// <param name="goal">It may be used again when the grace period of this number has passed.</param>
    /// <param name="cellBytes">Its size.</param>
    public void Add(uint cell, int goal, uint cellBytes)
    {
        if (Count == _capacity)
        {
            Grow();
        }

        _ring[(_head + Count) & (_capacity - 1)] = ((ulong)(uint)goal << 32) | cell;
        Count++;
        Total++;
        Peak = Math.Max(Peak, Count);
        _bytes += cellBytes;
        PeakBytes = Math.Max(PeakBytes, _bytes);
    }

    /// <summary>The cell that was taken last may be used again.</summary>
    public void Release(uint cellBytes) => _bytes -= cellBytes;

    /// <summary>A cell that was taken, and has to wait longer, becomes the newest. Only as many as were taken.</summary>
    public void PutBack(uint cell)
    {
        _ring[(_head + Count) & (_capacity - 1)] = cell;
        Count++;
    }

    /// <summary>Takes the oldest.</summary>
    public uint Take()
    {
        uint cell = (uint)_ring[_head];
        _head = (_head + 1) & (_capacity - 1);
        Count--;
        return cell;
    }

    public void Dispose()
    {
        NativeMemory.Free(_ring);
        _ring = null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow()
    {
        int capacity = Math.Max(FirstCapacity, 2 * _capacity);
        var ring = (ulong*)NativeMemory.Alloc((nuint)capacity, sizeof(ulong));
        for (int i = 0; i < Count; i++)
        {
            ring[i] = _ring[(_head + i) & (_capacity - 1)];
        }

        NativeMemory.Free(_ring);
        _ring = ring;
        _capacity = capacity;
        _head = 0;
    }
}
