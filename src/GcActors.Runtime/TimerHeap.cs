using System.Diagnostics.CodeAnalysis;

namespace GcActors.Runtime;

/// <summary>Timers by due time, then by order of arrival. Not thread-safe.</summary>
internal sealed class TimerHeap
{
    private readonly PriorityQueue<TimerEntry, (long DueNs, long Sequence)> _entries = new();
    private long _sequence;

    public bool IsEmpty => _entries.Count == 0;

    public long NextDueNs => _entries.Count == 0 ? long.MaxValue : _entries.Peek().DueNs;

    /// <summary>True when the entry is now the first to fall due.</summary>
    public bool Add(TimerEntry entry)
    {
        _entries.Enqueue(entry, (entry.DueNs, _sequence++));
        return ReferenceEquals(_entries.Peek(), entry);
    }

    public bool TryTakeDue(long nowNs, [NotNullWhen(true)] out TimerEntry? entry)
    {
        entry = null;
        return NextDueNs <= nowNs && _entries.TryDequeue(out entry, out _);
    }
}
