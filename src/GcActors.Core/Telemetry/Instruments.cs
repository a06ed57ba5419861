using System.Diagnostics.Metrics;

namespace GcActors.Core.Telemetry;

/// <summary>The instruments of <see cref="Metrics"/> that the core writes, or lets be read.</summary>
internal static class Instruments
{
    public static readonly Counter<long> Collections = Count(Metrics.Collections);
    public static readonly Counter<long> CollectedObjects = Count(Metrics.CollectedObjects);
    public static readonly Counter<long> UncollectableObjects = Count(Metrics.UncollectableObjects);
    public static readonly Counter<long> CountingEvents = Count(Metrics.CountingEvents);
    public static readonly Counter<long> Waits = Count(Metrics.Waits);
    public static readonly Counter<double> WaitDuration = Sources.CoreMeter.CreateCounter<double>(Metrics.WaitDuration.Name, Metrics.WaitDuration.Unit, Metrics.WaitDuration.Description);
    public static readonly Histogram<double> PauseDuration = Spread(Metrics.PauseDuration);
    public static readonly Histogram<double> TimeToStop = Spread(Metrics.TimeToStop);
    public static readonly Histogram<double> PhaseDuration = Spread(Metrics.PhaseDuration);

    /// <summary>Read by whoever exports, so nobody else holds them.</summary>
    private static readonly Instrument[] s_observed =
    [
        Sources.CoreMeter.CreateObservableCounter(Metrics.Operations.Name, LiveTrials.Operations, Metrics.Operations.Unit, Metrics.Operations.Description),
        Sources.CoreMeter.CreateObservableGauge(Metrics.HeapObjects.Name, LiveTrials.Objects, Metrics.HeapObjects.Unit, Metrics.HeapObjects.Description),
        Gauge(Metrics.HeapSize, heap => heap.MappedBytes),
        Gauge(Metrics.Arenas, heap => heap.Arenas),
        Gauge(Metrics.Fragmentation, heap => heap.Fragmentation),
    ];

    /// <summary>Whether anybody wants a measurement.</summary>
    public static bool AreEnabled => PauseDuration.Enabled || Collections.Enabled || CountingEvents.Enabled || s_observed.Any(instrument => instrument.Enabled);

    private static Counter<long> Count(InstrumentDefinition definition) =>
        Sources.CoreMeter.CreateCounter<long>(definition.Name, definition.Unit, definition.Description);

    private static Histogram<double> Spread(InstrumentDefinition definition) =>
        Sources.CoreMeter.CreateHistogram<double>(definition.Name, definition.Unit, definition.Description);

    private static ObservableGauge<T> Gauge<T>(InstrumentDefinition definition, Func<HeapReading, T> quantity)
        where T : struct =>
        Sources.CoreMeter.CreateObservableGauge(definition.Name, () => LiveTrials.Heaps(quantity), definition.Unit, definition.Description);
}
