using GcActors.Core.Counting.Twins;
using GcActors.Core.Settings;

namespace GcActors.Core.Protocol;

/// <summary>Pays the known cost of messages of epochs, or of log entries (<c>counting.dose_site</c>), on the thread of who receives the one or hands over the other, and
/// counts how often.</summary>
internal sealed class DoseMeter
{
    private readonly bool _forMessages;
    private long _paid;

    private DoseMeter(bool forMessages) => _forMessages = forMessages;

    /// <summary>Doses so far.</summary>
    public long Paid => Volatile.Read(ref _paid);

    /// <returns>Null: the settings want none, or elsewhere.</returns>
    public static DoseMeter? Of(CountingSettings settings) => settings.DoseSite switch
    {
        Dose.EachMessage => new DoseMeter(forMessages: true),
        Dose.EachEntry => new DoseMeter(forMessages: false),
        _ => null,
    };

    /// <summary>An actor has received a message of epochs.</summary>
    public void Message() => Pay(_forMessages ? 1 : 0);

    /// <summary>A mutator hands its log over.</summary>
    /// <param name="entries">In it.</param>
    public void Entries(long entries) => Pay(_forMessages ? 0 : entries);

    private void Pay(long doses)
    {
        Dose.Spend(doses);
        Interlocked.Add(ref _paid, doses);
    }
}
