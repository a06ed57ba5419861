using System.Runtime.CompilerServices;

namespace GcActors.Core.Python;

/// <summary>Dead objects of one type, kept for reuse, last in first out (cpython-memory.md 3).</summary>
internal sealed class FreeList(int capacity)
{
    private readonly uint[] _cells = new uint[capacity];

    public int Count { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPut(uint cell)
    {
        if (Count == _cells.Length)
        {
            return false;
        }

        _cells[Count++] = cell;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(out uint cell)
    {
        cell = Count > 0 ? _cells[--Count] : 0;
        return cell != 0;
    }
}
