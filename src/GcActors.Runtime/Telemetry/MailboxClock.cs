using System.Runtime.CompilerServices;
using GcActors.Core.Telemetry;

namespace GcActors.Runtime.Telemetry;

/// <summary>
/// Counts what one mailbox is told, and measures how long some messages wait. A message is known by its ordinal, counted by senders when they tell and by
/// the receiver when it receives, so messages need no envelope.
/// </summary>
/// <remarks>
/// Two senders at once may write their messages the other way round than they counted them, and then a wait begins when the other sender told: some ns off. Where
/// a sender is interrupted between counting and noting the time, its sample may come too late and is dropped.
/// </remarks>
/// <param name="system">Whose clock is read, virtual in a simulation.</param>
/// <param name="label">The actor, see <see cref="MailboxLabels"/>.</param>
/// <param name="keepsTime">Whether anybody wants to know how long messages wait.</param>
internal sealed class MailboxClock(ActorSystemBase system, string label, bool keepsTime)
{
    private const long BusyFrom = 64 * 64;

    private readonly Lock _gate = new();
    private readonly Queue<(long Ordinal, long ToldNs)> _samples = new();
    private readonly KeyValuePair<string, object?> _actor = new(Attributes.Actor.Name, label);
    private long _told;

    /// <summary>Messages that were told, or are just being told; after the actor has stopped, dead letters too.</summary>
    public long Told => Volatile.Read(ref _told);

    /// <summary>
    /// One of every 64 messages, first of all the very first, so that who receives little is seen, too; of a busy mailbox, from message 4,096 on, one of every 1,024,
    /// because taking a sample costs as much as some ten messages. Which one of them goes on by an odd number near the golden ratio's share: every residue has its turn, and
    /// traffic with a period is sampled in all its phases.
    /// </summary>
    /// <param name="ordinal">From 0.</param>
    public static bool IsSampled(long ordinal) => ordinal < BusyFrom ? IsDrawn(ordinal, bits: 6, step: 39) : IsDrawn(ordinal, bits: 10, step: 633);

    private static bool IsDrawn(long ordinal, int bits, long step) => (((ordinal >> bits) * step) & ((1L << bits) - 1)) == (ordinal & ((1L << bits) - 1));

    /// <summary>By a sender, before its message is in the mailbox.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Tell()
    {
        long ordinal = Interlocked.Increment(ref _told) - 1;
        if (IsSampled(ordinal))
        {
            NoteTold(ordinal);
        }
    }

    /// <summary>By the receiver, before it looks at the message. Of a message that is not sampled it reads nothing that senders write.</summary>
    /// <param name="ordinal">From 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Receive(long ordinal)
    {
        if (IsSampled(ordinal))
        {
            NoteReceived(ordinal);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteTold(long ordinal)
    {
        if (keepsTime)
        {
            lock (_gate)
            {
                _samples.Enqueue((ordinal, system.NowNs));
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteReceived(long ordinal)
    {
        if (keepsTime && TryTake(ordinal, out long toldNs))
        {
            MailboxInstruments.Wait.Record((system.NowNs - toldNs) / 1e9, _actor);
        }
    }

    private bool TryTake(long ordinal, out long toldNs)
    {
        lock (_gate)
        {
            toldNs = 0;
            while (_samples.TryPeek(out (long Ordinal, long ToldNs) sample) && sample.Ordinal <= ordinal)
            {
                _samples.Dequeue();
                if (sample.Ordinal == ordinal)
                {
                    toldNs = sample.ToldNs;
                    return true;
                }
            }

            return false;
        }
    }
}
