using GcActors.Core.Actors;
using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>
/// Applies count logs that mutators send instead of writing counts themselves, and says when all that were sent are applied: a stop's counts are exact only
/// then. In each log increments come before decrements, so that a count never dips below the references that exist.
/// </summary>
/// <remarks>The strategies that log are not in the catalog yet; the actor is complete, and tested by itself.</remarks>
internal sealed unsafe class RefCountActor<TCounter>(AllocatorBinding allocators, Action<uint> onDead) : IActor<RefCountMessage>, IDescribesState
    where TCounter : struct, IRefCounter<TCounter>
{
    private RefCountMessage.DrainRequested? _drain;
    private TCounter _counter = TCounter.Create(allocators.Counts, mutator: 0);

    /// <summary>Logs applied since the start; equals the sum of all senders' counts after a drain.</summary>
    public long LogsApplied { get; private set; }

    public void Receive(RefCountMessage message, IActorContext<RefCountMessage> context)
    {
        switch (message)
        {
            case RefCountMessage.LogReceived received:
                Apply(received.Log);
                break;
            case RefCountMessage.DrainRequested drain:
                _drain = drain;
                break;
            default:
                throw new InvalidOperationException($"a refcount actor was told {message.GetType().Name}, which it does not know");
        }

        AnswerDrain();
    }

    public string DescribeState() => $"{LogsApplied} logs applied{(_drain is { } drain ? $", drains to {drain.LogsSent} for stop {drain.CollectionId}" : "")}";

    private void Apply(CountLog log)
    {
        for (int i = 0; i < log.Count; i++)
        {
            (uint cell, bool isDecrement) = log[i];
            if (!isDecrement)
            {
                _counter.Copy<DirectMemory>(allocators.Heap.HeaderOf(cell));
            }
        }

        for (int i = 0; i < log.Count; i++)
        {
            (uint cell, bool isDecrement) = log[i];
            if (isDecrement && _counter.Drop<DirectMemory>(allocators.Heap.HeaderOf(cell)) == CountChange.Dead)
            {
                onDead(cell);
            }
        }

        LogsApplied++;
        log.Clear();
    }

    private void AnswerDrain()
    {
        if (_drain is not { } drain || LogsApplied < drain.LogsSent)
        {
            return;
        }

        if (LogsApplied > drain.LogsSent)
        {
            throw new InvalidOperationException(
                $"stop {drain.CollectionId}: {LogsApplied} logs were applied but the mutators say they sent {drain.LogsSent}: one ran after its answer");
        }

        _drain = null;
        drain.ReplyTo.Tell(new CollectorMessage.Drained(drain.CollectionId));
    }
}
