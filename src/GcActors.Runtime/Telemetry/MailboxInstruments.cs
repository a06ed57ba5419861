using System.Diagnostics.Metrics;
using GcActors.Core.Telemetry;

namespace GcActors.Runtime.Telemetry;

/// <summary>The instruments of <see cref="Metrics"/> that mailboxes write, or let be read.</summary>
internal static class MailboxInstruments
{
    public static readonly Histogram<double> Wait = Sources.RuntimeMeter.CreateHistogram<double>(
        Metrics.MailboxWait.Name, Metrics.MailboxWait.Unit, Metrics.MailboxWait.Description);

    private static readonly ObservableGauge<long> s_depth = Sources.RuntimeMeter.CreateObservableGauge(
        Metrics.MailboxDepth.Name, LiveMailboxes.Depths, Metrics.MailboxDepth.Unit, Metrics.MailboxDepth.Description);

    private static readonly ObservableCounter<long> s_messages = Sources.RuntimeMeter.CreateObservableCounter(
        Metrics.MailboxMessages.Name, LiveMailboxes.Messages, Metrics.MailboxMessages.Unit, Metrics.MailboxMessages.Description);

    /// <summary>Whether anybody wants a measurement. Systems ask once, when they are made.</summary>
    public static bool AreEnabled => Wait.Enabled || s_depth.Enabled || s_messages.Enabled;
}
