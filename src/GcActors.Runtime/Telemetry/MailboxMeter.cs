using System.Runtime.InteropServices;

namespace GcActors.Runtime.Telemetry;

/// <summary>What instruments may read of one system's mailboxes. Numbers may be some messages old.</summary>
internal sealed class MailboxMeter(ActorSystemBase system)
{
    private readonly Lock _gate = new();
    private readonly List<(string Label, ActorCell Cell)> _mailboxes = [];
    private readonly MailboxLabels _labels = new();

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

    /// <summary>A new actor. Returns its clock, or null where nobody wants to know how long messages wait.</summary>
    public MailboxClock? Add(ActorCell cell)
    {
        lock (_gate)
        {
            string label = _labels.Next(cell.Name);
            _mailboxes.Add((label, cell));
            return MailboxInstruments.Wait.Enabled ? new MailboxClock(system, label) : null;
        }
    }

    public void AddDepthsTo(Dictionary<string, long> sums) => AddTo(sums, cell => cell.QueueLength);

    public void AddMessagesTo(Dictionary<string, long> sums) => AddTo(sums, cell => cell.Delivered);

    /// <summary>The system has ended.</summary>
    public void Detach() => LiveMailboxes.Detach(this);

    private void AddTo(Dictionary<string, long> sums, Func<ActorCell, long> quantity)
    {
        lock (_gate)
        {
            foreach ((string label, ActorCell cell) in _mailboxes)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(sums, label, out _) += quantity(cell);
            }
        }
    }
}
