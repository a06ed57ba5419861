using GcActors.Core.Memory;

namespace GcActors.Core.Protocol;

/// <summary>
/// Count changes in the order they happened: granule × 2, plus 1 for a decrement. Written by one mutator, then owned by the refcount actor that it is
/// sent to.
/// </summary>
internal sealed unsafe class CountLog : IDisposable
{
    private readonly LazyTable<ulong> _entries;

    /// <param name="capacity">Entries that fit.</param>
    public CountLog(int capacity)
    {
        Capacity = capacity;
        _entries = new LazyTable<ulong>(capacity);
    }

    public int Capacity { get; }

    public int Count { get; private set; }

    public bool IsFull => Count == Capacity;

    public void Increment(uint cell) => Append((ulong)cell << 1);

    public void Decrement(uint cell) => Append(((ulong)cell << 1) | 1);

    /// <summary>Entry <paramref name="index"/> as cell and direction.</summary>
    public (uint Cell, bool IsDecrement) this[int index]
    {
        get
        {
            ulong entry = _entries.Entries[index];
            return ((uint)(entry >> 1), (entry & 1) != 0);
        }
    }

    public void Clear() => Count = 0;

    public void Dispose() => _entries.Dispose();

    private void Append(ulong entry)
    {
        if (IsFull)
        {
            throw new InvalidOperationException($"a count log of {Capacity} entries was written past its end: it should have been sent");
        }

        _entries.Entries[Count++] = entry;
    }
}
