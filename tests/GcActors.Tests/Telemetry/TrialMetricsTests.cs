using System.Diagnostics;
using System.Diagnostics.Metrics;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Core.Telemetry;
using GcActors.Tests.Protocol;
using Xunit;

namespace GcActors.Tests.Telemetry;

/// <summary>Instruments are the process's: these tests run when no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;

[Collection(nameof(Alone))]
public class TrialMetricsTests
{
    private readonly List<(string Name, double Value, Dictionary<string, object?> Tags, ActivitySpanId? Span)> _measured = [];

    [Fact]
    public void Every_stop_is_measured_and_the_longest_inside_its_span()
    {
        using TraceRecorder recorder = new();
        TrialReport report = Measure(Stressed("self-list", "atomic", 2));
        Assert.Equal(TrialOutcome.Passed, report.Outcome);
        var tree = new TraceTree(recorder.Spans);
        Activity[] stops = [.. tree.Named(Spans.Collection).Concat(tree.Named(Spans.Pause))];
        Assert.Equal(stops.Length, Of(Metrics.PauseDuration).Count());
        Assert.Equal(stops.Length, Of(Metrics.TimeToStop).Count());
        Assert.Equal(tree.Named(Spans.Collection).Count(), Of(Metrics.Collections).Sum(m => m.Value));
        Assert.Equal(tree.Named(Spans.Collection).Sum(span => (long)span.GetTagItem(Attributes.Found.Name)!), Of(Metrics.CollectedObjects).Sum(m => m.Value));
        (_, double longest, _, ActivitySpanId? exemplar) = Assert.Single(Of(Metrics.PauseDuration), m => m.Span != null);
        Assert.Equal(Of(Metrics.PauseDuration).Max(m => m.Value), longest);
        Assert.Contains(stops, span => span.SpanId == exemplar);
    }

    [Fact]
    public void Operations_are_those_of_the_report_and_never_fall()
    {
        TrialSettings settings = Stressed("hand-over", "biased-703", 2) with { Measure = new MeasureSettings { WarmupIterations = 0, Iterations = 3 } };
        Dictionary<string, double> before = Operations();
        TrialReport report = Measure(settings);
        Dictionary<string, double> after = Operations();
        Assert.All(after, pair => Assert.True(pair.Value >= before.GetValueOrDefault(pair.Key)));
        double allocs = after["alloc"] - before.GetValueOrDefault("alloc");
        Assert.Equal(3 * report.Operations.Allocs, allocs);
        Assert.True(after["increment"] > before.GetValueOrDefault("increment"));
    }

    [Fact]
    public void The_heap_can_be_read_behind_a_trial()
    {
        Measure(Stressed("self-list", "atomic", 1));
        Operations();
        Assert.True(Assert.Single(Of(Metrics.HeapSize)).Value > 0);
        Assert.InRange(Assert.Single(Of(Metrics.Fragmentation)).Value, 0, 1);
        Assert.True(Assert.Single(Of(Metrics.Arenas)).Value >= 1);
        Assert.Equal([0, 1, 2], Of(Metrics.HeapObjects).Select(m => m.Tags[Attributes.Generation.Name]));
    }

    [Fact]
    public void Waits_and_the_strategys_own_counters_are_added_up()
    {
        Measure(Stressed("pair", "gil", 2));
        Assert.Contains(Of(Metrics.Waits), m => Equals(m.Tags[Attributes.WaitFor.Name], "gil"));
        Assert.NotEmpty(Of(Metrics.WaitDuration));
        Measure(Stressed("hand-over", "biased-703", 2));
        Assert.NotEmpty(Of(Metrics.CountingEvents));
    }

    [Fact]
    public void Every_measurement_is_of_a_listed_metric_with_its_unit_and_attributes()
    {
        List<Instrument> published = [];
        using MeterListener listener = new() { InstrumentPublished = (instrument, _) => published.Add(instrument) };
        listener.Start();
        Measure(Stressed("hand-over", "buffered", 2));
        Operations();
        foreach (Instrument instrument in published.Where(instrument => instrument.Meter.Name == Sources.CoreName))
        {
            InstrumentDefinition definition = Assert.Single(Metrics.All, metric => metric.Name == instrument.Name);
            Assert.Equal((definition.Unit, definition.Description), (instrument.Unit, instrument.Description));
        }

        Assert.All(_measured, m => Assert.Empty(m.Tags.Keys.Except(Metrics.All.Single(metric => metric.Name == m.Name).Attributes.Select(a => a.Name))));
    }

    private static TrialSettings Stressed(string workload, string strategy, int mutators) => TrialRuns.Small(workload, strategy, "leased", mutators) with
    {
        Collection = new CollectionSettings { Trigger = "stress", StressEvery = 200 },
    };

    private TrialReport Measure(TrialSettings settings)
    {
        using MeterListener listener = Listen();
        return TrialRuns.Run(settings);
    }

    /// <summary>Totals by operation, read as an exporter reads them.</summary>
    private Dictionary<string, double> Operations()
    {
        int before = _measured.Count;
        using MeterListener listener = Listen();
        listener.RecordObservableInstruments();
        return _measured.Skip(before).Where(m => m.Name == Metrics.Operations.Name)
            .GroupBy(m => (string)m.Tags[Attributes.Operation.Name]!).ToDictionary(group => group.Key, group => group.Sum(m => m.Value));
    }

    private MeterListener Listen()
    {
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == Sources.CoreName)
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        return listener;
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_measured)
        {
            _measured.Add((instrument.Name, value, tags.ToArray().ToDictionary(), Activity.Current is { OperationName: not "test" } span ? span.SpanId : null));
        }
    }

    private IEnumerable<(string Name, double Value, Dictionary<string, object?> Tags, ActivitySpanId? Span)> Of(InstrumentDefinition metric) =>
        _measured.Where(m => m.Name == metric.Name);
}
