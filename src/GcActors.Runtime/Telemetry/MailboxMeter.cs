using System.Runtime.InteropServices;

namespace GcActors.Runtime.Telemetry;

/// <summary>What instruments may read of one system's mailboxes. Numbers may be some messages old.</summary>
internal sealed class MailboxMeter(ActorSystemBase system)
{
    private readonly Lock _gate = new();
    private readonly List<(string Label, ActorCell Cell, MailboxClock Clock)> _mailboxes = [];
    private readonly MailboxLabels _labels = new();
    private readonly bool _keepsTime = MailboxInstruments.Wait.Enabled;

    /// <summary>Null: nobody listened when the system was made.</summary>
    public static MailboxMeter? AttachIfWanted(ActorSystemBase system)
    {
        if (!MailboxInstruments.AreEnabled)
        {
            return null;
        }

        var meter = new MailboxMeter(system);
        LiveMailboxes.Attach(meter);
        return meter;
    }

    /// <summary>A new actor. Returns its clock.</summary>
    public MailboxClock Add(ActorCell cell)
    {
        lock (_gate)
        {
            string label = _labels.Next(cell.Name);
            var clock = new MailboxClock(system, label, _keepsTime);
            _mailboxes.Add((label, cell, clock));
            return clock;
        }
    }

    public void AddDepthsTo(Dictionary<string, long> sums) => AddTo(sums, DepthOf);

    public void AddMessagesTo(Dictionary<string, long> sums) => AddTo(sums, (cell, _) => cell.Delivered);

    /// <summary>The system has ended.</summary>
    public void Detach() => LiveMailboxes.Detach(this);

    /// <summary>Told and not received: a channel with a single reader does not know its length. What was received is read first, so this is never below 0.</summary>
    private static long DepthOf(ActorCell cell, MailboxClock clock)
    {
        long delivered = cell.Delivered;
        return cell.IsStopped ? 0 : clock.Told - delivered;
    }

    private void AddTo(Dictionary<string, long> sums, Func<ActorCell, MailboxClock, long> quantity)
    {
        lock (_gate)
        {
            foreach ((string label, ActorCell cell, MailboxClock clock) in _mailboxes)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(sums, label, out _) += quantity(cell, clock);
            }
        }
    }
}
