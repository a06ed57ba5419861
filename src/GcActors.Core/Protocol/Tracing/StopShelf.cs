using System.Collections.Concurrent;

namespace GcActors.Core.Protocol.Tracing;

/// <summary>
/// The records of an iteration's stops: the first half of the room for those that came first, without a gap; the other half for the longest of the others. So a
/// million young collections need no more memory than the room, and the worst pause is always there.
/// </summary>
/// <param name="room">The most that are kept.</param>
/// <param name="mutators">In the trial.</param>
internal sealed class StopShelf(int room, int mutators)
{
    private readonly List<StopRecord> _first = [];
    private readonly PriorityQueue<StopRecord, long> _longest = new();
    private readonly ConcurrentQueue<StopRecord> _unused = [];

    /// <summary>An unused record. The only method for another thread than the owner's.</summary>
    public StopRecord Rent() => _unused.TryDequeue(out StopRecord? record) ? record : new StopRecord(mutators);

    /// <returns>The one that had to make room for it, maybe itself; null: none had to.</returns>
    public StopRecord? Add(StopRecord record)
    {
        if (_first.Count < (room + 1) / 2)
        {
            _first.Add(record);
            return null;
        }

        if (_longest.Count < room / 2)
        {
            _longest.Enqueue(record, record.PauseNs);
            return null;
        }

        return _longest.EnqueueDequeue(record, record.PauseNs);
    }

    /// <summary>All that are kept, by number.</summary>
    public IReadOnlyList<StopRecord> Take()
    {
        StopRecord[] taken = [.. _first.Concat(_longest.UnorderedItems.Select(item => item.Element)).OrderBy(record => record.Id)];
        _first.Clear();
        _longest.Clear();
        return taken;
    }

    /// <summary>Nobody looks at it any more.</summary>
    public void Return(StopRecord record) => _unused.Enqueue(record);
}
