using System.Diagnostics.Metrics;
using GcActors.Core.Telemetry;

namespace GcActors.Tests.Runtime;

/// <summary>Listens to the runtime's meter, or to some of its instruments, as an exporter does.</summary>
internal sealed class MailboxListener : IDisposable
{
    private readonly MeterListener _listener;
    private readonly List<(string Metric, string Actor, double Value)> _measured = [];

    public MailboxListener(params InstrumentDefinition[] wanted)
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Sources.RuntimeName && (wanted.Length == 0 || wanted.Any(metric => metric.Name == instrument.Name)))
                {
                    Published.Add(instrument);
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    public List<Instrument> Published { get; } = [];

    public void Dispose() => _listener.Dispose();

    /// <summary>By actor, read now.</summary>
    public Dictionary<string, long> Read(InstrumentDefinition observable)
    {
        lock (_measured)
        {
            _measured.RemoveAll(m => m.Metric == observable.Name);
            _listener.RecordObservableInstruments();
            return _measured.Where(m => m.Metric == observable.Name).ToDictionary(m => m.Actor, m => (long)m.Value);
        }
    }

    /// <summary>In the order in which they were recorded, s.</summary>
    public List<double> WaitsOf(string actor)
    {
        lock (_measured)
        {
            return [.. _measured.Where(m => m.Metric == Metrics.MailboxWait.Name && m.Actor == actor).Select(m => m.Value)];
        }
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // Exactly the one attribute that is declared.
        KeyValuePair<string, object?> tag = tags.ToArray().Single(t => t.Key == Attributes.Actor.Name);
        lock (_measured)
        {
            _measured.Add((instrument.Name, tags.Length == 1 ? (string)tag.Value! : "more than one attribute", value));
        }
    }
}
