using System.Text.Json.Nodes;
using GcActors.Runtime;

namespace GcActors.Cli.Measuring;

/// <summary><c>measure mailbox</c>: ns a message, streamed one way and there and back, by runtime.</summary>
internal static class MeasureMailbox
{
    public static JsonObject Run(MeasureOptions options)
    {
        var measurements = new List<(string, Func<double>)>();
        foreach (string runtime in RuntimeFactory.Names)
        {
            var probe = new MailboxProbe(() => RuntimeFactory.Create(runtime, options.Seed));
            measurements.Add(($"{runtime}_one_way_ns", () => probe.OneWayNs(repetitions: 1)));
            measurements.Add(($"{runtime}_round_trip_ns", () => probe.RoundTripNs(repetitions: 1)));
        }

        return Medians.Of(options, measurements);
    }
}
