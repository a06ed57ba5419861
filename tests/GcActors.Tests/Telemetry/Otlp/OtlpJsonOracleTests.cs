using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.Json.Nodes;
using GcActors.Core.Telemetry;
using GcActors.Telemetry;
using GcActors.Telemetry.Json;
using GcActors.Telemetry.Otlp;
using GcActors.Tests.Telemetry.Protos;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Xunit;
using Metric = OpenTelemetry.Metrics.Metric;

namespace GcActors.Tests.Telemetry.Otlp;

/// <summary>The same batches through the official exporter, decoded, and through ours, field by field.</summary>
[Collection(TelemetryCollection.Name)]
public class OtlpJsonOracleTests
{
    [Fact]
    public void Spans_are_written_as_the_official_exporter_sends_them()
    {
        using OtlpReceiver receiver = new();
        using BothSpans both = new(receiver.Http);
        using (TracerProvider provider = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(ResourceOf.Trial(Made.Context()))
            .AddSource([.. Sources.Names, "Tagged"]).AddProcessor(new SimpleActivityExportProcessor(both)).Build())
        {
            EverythingThatASpanCanHave();
        }

        Assert.Null(both.Trouble);
        Assert.Equal(5, both.Lines.Count);
        Assert.Equal(5, receiver.Traces.Count);
        Assert.All(both.Lines.Zip(receiver.Traces), pair => AssertSame(pair.Second, TracesData.Descriptor, pair.First));
    }

    [Fact]
    public void Metrics_are_written_as_the_official_exporter_sends_them()
    {
        using OtlpReceiver receiver = new();
        using BothMetrics both = new(receiver.Http);
        using Meter meter = new(new MeterOptions("Test") { Version = "1.2", Tags = [new("of", "meter")], TelemetrySchemaUrl = "https://example.org/schema" });
        using Meter other = new("Other");
        using (MeterProvider provider = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(ResourceOf.Trial(Made.Context()))
            .AddMeter("Test", "Other", Sources.HostMeterName).SetExemplarFilter(ExemplarFilterType.AlwaysOn)
            .AddView("exponential", new Base2ExponentialBucketHistogramConfiguration { TagKeys = ["kept"] })
            .AddView("scaled", new Base2ExponentialBucketHistogramConfiguration { MaxSize = 4 })
            .AddView("unranged", new Base2ExponentialBucketHistogramConfiguration { RecordMinMax = false })
            .AddReader(new BaseExportingMetricReader(both)).Build())
        {
            EveryKindOfMetric(meter, other);
        }

        JsonNode line = Assert.Single(both.Lines);
        MetricsData official = Assert.Single(receiver.Metrics);
        AssertSame(official, MetricsData.Descriptor, line);
        // None of the cases was left out by both: the SDK drops what it does not like.
        Assert.Equal(13, official.ResourceMetrics[0].ScopeMetrics.Single(s => s.Scope.Name == "Test").Metrics.Count);
        string text = line.ToJsonString();
        Assert.All(
            [
                "exponentialHistogram", "histogram", "gauge", "sum", "exemplars", "filteredAttributes", "asInt", "asDouble", "isMonotonic", "explicitBounds", "zeroCount",
            ],
            word => Assert.Contains($"\"{word}\"", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Deltas_are_written_as_such()
    {
        using OtlpReceiver receiver = new();
        using BothMetrics both = new(receiver.Http);
        using Meter meter = new("Test");
        using Meter other = new("Other");
        using (MeterProvider provider = Sdk.CreateMeterProviderBuilder().AddMeter("Test")
            .AddReader(new BaseExportingMetricReader(both) { TemporalityPreference = MetricReaderTemporalityPreference.Delta }).Build())
        {
            EveryKindOfMetric(meter, other);
        }

        AssertSame(Assert.Single(receiver.Metrics), MetricsData.Descriptor, Assert.Single(both.Lines));
        Assert.Contains("\"aggregationTemporality\":1", both.Lines[0].ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"nam":"x"}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":12}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"kind":"SPAN_KIND_INTERNAL"}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"spanId":"AAAAAAAAAAE="}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"a","value":{"intValue":1}}]}]}]}]}""")]
    public void The_oracle_notices_a_wrong_name_or_type(string json) =>
        Assert.ThrowsAny<Exception>(() => OtlpJson.Checked(JsonNode.Parse(json)!, TracesData.Descriptor));

    [Fact]
    public void The_oracle_notices_a_wrong_value()
    {
        TracesData official = new() { ResourceSpans = { new ResourceSpans { ScopeSpans = { new ScopeSpans { Spans = { new Span { Name = "a", Flags = 1 } } } } } } };

        Assert.ThrowsAny<Exception>(() => AssertSame(official, TracesData.Descriptor, JsonNode.Parse("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"a"}]}]}]}""")!));
    }

    private static void AssertSame(Google.Protobuf.IMessage official, Google.Protobuf.Reflection.MessageDescriptor descriptor, JsonNode line)
    {
        JsonObject expected = OtlpJson.Of(official);
        JsonObject written = OtlpJson.Checked(line, descriptor);
        if (!JsonNode.DeepEquals(expected, written))
        {
            // Shows where.
            Assert.Equal(Sorted(expected), Sorted(written));
            Assert.Fail("not the same");
        }
    }

    private static string Sorted(JsonNode node) => node switch
    {
        JsonObject members => "{" + string.Join(",\n", members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}: {Sorted(m.Value!)}")) + "}",
        JsonArray items => "[" + string.Join(",\n", items.Select(i => Sorted(i!))) + "]",
        _ => node.ToJsonString(),
    };

    private static void EverythingThatASpanCanHave()
    {
        Activity? root = Made.Open("trial", null, 0, "trial");
        root!.SetTag("text", "Zürich \"quoted\" \\ \n 😀").SetTag("empty", "").SetTag("true", true).SetTag("false", false).SetTag("int", -7).SetTag("zero", 0)
            .SetTag("long", long.MinValue).SetTag("byte", (byte)200).SetTag("ushort", ushort.MaxValue).SetTag("uint", uint.MaxValue).SetTag("ulong", ulong.MaxValue)
            .SetTag("double", 0.1).SetTag("float", 1.5f).SetTag("nan", double.NaN).SetTag("infinity", double.PositiveInfinity).SetTag("-infinity", double.NegativeInfinity)
            .SetTag("char", 'c').SetTag("decimal", 1.25m).SetTag("enum", DayOfWeek.Friday).SetTag("bytes", new byte[] { 1, 2, 3 });
        root.SetTag("texts", new[] { "a", null, "" }).SetTag("ints", new[] { 1, 2 }).SetTag("longs", new[] { long.MaxValue }).SetTag("doubles", new[] { 0.5, 2 })
            .SetTag("bools", new[] { true, false }).SetTag("none", Array.Empty<string>());
        Activity remote = Sources.Core.StartActivity("remote", ActivityKind.Server, new ActivityContext(
            ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, "vendor=1", isRemote: true))!;
        remote.SetStatus(ActivityStatusCode.Error, "count below zero");
        remote.Stop();
        Activity linked = Sources.Core.StartActivity("apply logs", ActivityKind.Consumer, root.Context, links:
        [
            new ActivityLink(root.Context, new ActivityTagsCollection { ["entries"] = 3L }),
            new ActivityLink(remote.Context),
            new ActivityLink(new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, "a=b", isRemote: true)),
        ])!;
        linked.AddEvent(new ActivityEvent("quantum ended", Made.Start.AddTicks(7), new ActivityTagsCollection { ["steps"] = 12, ["why"] = null }));
        linked.AddEvent(new ActivityEvent("bare", Made.Start));
        linked.SetStatus(ActivityStatusCode.Ok).DisplayName = "shown so";
        linked.Stop();
        using (ActivitySource tagged = new(new ActivitySourceOptions("Tagged") { Version = "3", Tags = [new("of", "source")], TelemetrySchemaUrl = "https://example.org/schema" }))
        {
            tagged.StartActivity("producer", ActivityKind.Producer, root.Context)!.Dispose();
        }

        root.End(2.5);
        Activity.Current = null;
        Sources.Core.StartActivity("client", ActivityKind.Client, default(ActivityContext))!.Dispose();
    }

    private static void EveryKindOfMetric(Meter meter, Meter other)
    {
        meter.CreateCounter<long>("long.counter", "{object}", "counted").Add(3, new KeyValuePair<string, object?>("mutator", 1));
        meter.CreateCounter<double>("double.counter", "s").Add(0.25);
        meter.CreateUpDownCounter<long>("up.and.down").Add(-2);
        meter.CreateUpDownCounter<double>("fraction.up.and.down").Add(-0.5);
        meter.CreateGauge<long>("long.gauge").Record(0);
        meter.CreateGauge<double>("double.gauge").Record(double.NaN);
        meter.CreateObservableCounter("observed", () => new[] { new Measurement<long>(7, new KeyValuePair<string, object?>("a", "b")), new Measurement<long>(8) });
        meter.CreateObservableGauge("observed.gauge", () => 0.125);
        Histogram<double> exponential = meter.CreateHistogram<double>("exponential", "s", "pauses");
        Histogram<double> scaled = meter.CreateHistogram<double>("scaled");
        Histogram<double> bounds = meter.CreateHistogram<double>("explicit", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.01, 1] });
        foreach (double value in new[] { 0, 1e-6, 2e-6, 0.001, 0.02, 5 })
        {
            exponential.Record(value, new("kept", true), new KeyValuePair<string, object?>("filtered", value));
            scaled.Record(value);
            bounds.Record(value);
        }

        meter.CreateHistogram<long>("explicit.long").Record(12);
        meter.CreateHistogram<double>("unranged").Record(0.5);
        using ActivitySource source = new("Exemplars");
        using Activity activity = new Activity("measured").SetIdFormat(ActivityIdFormat.W3C);
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        activity.Start();
        other.CreateHistogram<double>("in.a.span").Record(1);
        other.CreateCounter<long>("counted.in.a.span").Add(1);
        activity.Stop();
    }

    private static JsonNode Line(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            write(json);
        }

        return JsonNode.Parse(stream.ToArray())!;
    }

    private sealed class BothSpans(string endpoint) : OtlpTraceExporter(OtlpSettings.Of(endpoint, OtlpSettings.Traces))
    {
        private readonly Tally tally = new();
        private ExporterComplaints? complaints;

        public List<JsonNode> Lines { get; } = [];

        public string? Trouble => tally.FirstReason;

        public override ExportResult Export(in Batch<Activity> batch)
        {
            complaints ??= new ExporterComplaints(tally);
            Batch<Activity> spans = batch;
            Lines.Add(Line(json => TracesJson.Write(json, ParentProvider.GetResource(), spans)));
            return base.Export(in batch);
        }

        protected override void Dispose(bool disposing)
        {
            complaints?.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class BothMetrics(string endpoint) : OtlpMetricExporter(OtlpSettings.Of(endpoint, OtlpSettings.Metrics))
    {
        public List<JsonNode> Lines { get; } = [];

        public override ExportResult Export(in Batch<Metric> batch)
        {
            Batch<Metric> metrics = batch;
            Lines.Add(Line(json => MetricsJson.Write(json, ParentProvider.GetResource(), metrics)));
            return base.Export(in batch);
        }
    }
}
