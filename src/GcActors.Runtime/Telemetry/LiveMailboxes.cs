using System.Diagnostics.Metrics;
using GcActors.Core.Telemetry;

namespace GcActors.Runtime.Telemetry;

/// <summary>
/// The systems that observable instruments read, on the exporter's thread. What an ended system has received stays in the totals, so that they never fall; its
/// depths disappear. Actors of the same name in several systems are added up.
/// </summary>
internal static class LiveMailboxes
{
    private static readonly Lock s_gate = new();
    private static readonly List<MailboxMeter> s_live = [];
    private static readonly Dictionary<string, long> s_ended = new(StringComparer.Ordinal);

    public static void Attach(MailboxMeter system)
    {
        lock (s_gate)
        {
            s_live.Add(system);
        }
    }

    public static void Detach(MailboxMeter system)
    {
        lock (s_gate)
        {
            if (s_live.Remove(system))
            {
                system.AddMessagesTo(s_ended);
            }
        }
    }

    /// <summary>Forgets what ended systems have left. For tests of whole pages: one process runs many of them.</summary>
    public static void Forget()
    {
        lock (s_gate)
        {
            s_ended.Clear();
        }
    }

    public static IEnumerable<Measurement<long>> Depths()
    {
        var depths = new Dictionary<string, long>(StringComparer.Ordinal);
        lock (s_gate)
        {
            s_live.ForEach(system => system.AddDepthsTo(depths));
        }

        return depths.Select(Measure);
    }

    public static IEnumerable<Measurement<long>> Messages()
    {
        Dictionary<string, long> totals;
        lock (s_gate)
        {
            totals = new Dictionary<string, long>(s_ended, StringComparer.Ordinal);
            s_live.ForEach(system => system.AddMessagesTo(totals));
        }

        return totals.Select(Measure);
    }

    private static Measurement<long> Measure(KeyValuePair<string, long> actor) =>
        new(actor.Value, new KeyValuePair<string, object?>(Attributes.Actor.Name, actor.Key));
}
