using System.Diagnostics;
using System.Diagnostics.Metrics;
using GcActors.Core.Telemetry;
using GcActors.Telemetry;
using GcActors.Tests.Telemetry.Protos;
using Xunit;

namespace GcActors.Tests.Telemetry.Otlp;

[Collection(TelemetryCollection.Name)]
public class OtlpTargetTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Spans_and_metrics_arrive(bool isGrpc)
    {
        using OtlpReceiver receiver = new();
        using Variables variables = new(("OTEL_EXPORTER_OTLP_PROTOCOL", isGrpc ? "grpc" : "http/protobuf"));
        using Meter meter = new(Sources.CoreName);
        using TelemetrySession session = Made.Session($"otlp:{(isGrpc ? receiver.Grpc : receiver.Http)}");
        Made.Burst(10);
        meter.CreateHistogram<double>(Core.Telemetry.Metrics.PauseDuration.Name, "s").Record(0.001);

        Assert.Empty(session.End());

        Assert.Equal(10, receiver.Spans.Count);
        Span root = receiver.Spans.Single(s => s.ParentSpanId.IsEmpty);
        Assert.Equal("trial", root.Name);
        Assert.All(receiver.Spans.Where(s => s != root), s => Assert.Equal(root.SpanId, s.ParentSpanId));
        Metric[] metrics = [.. receiver.Metrics.SelectMany(m => m.ResourceMetrics).SelectMany(r => r.ScopeMetrics).SelectMany(s => s.Metrics)];
        Assert.Equal(1ul, metrics.Single(m => m.Name == "gcactors.gc.pause.duration").ExponentialHistogram.DataPoints.Single().Count);
        Assert.Contains(metrics, m => m.Name == "dotnet.gc.collections");
        Assert.Contains(receiver.Traces.First().ResourceSpans[0].Resource.Attributes, a => a.Key == "service.instance.id" && a.Value.StringValue == "0123456789abcdef");
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public void A_burst_of_a_hundred_thousand_spans_arrives_whole(string protocol)
    {
        const int spans = 100_000;
        using OtlpReceiver receiver = new();
        using Variables variables = new(("OTEL_EXPORTER_OTLP_PROTOCOL", protocol));
        using TelemetrySession session = Made.Session($"otlp:{(protocol == "grpc" ? receiver.Grpc : receiver.Http)}");

        Made.Burst(spans);

        Assert.Empty(session.End());
        Assert.Equal(spans, receiver.Spans.Select(s => s.SpanId).Distinct().Count());
    }

    [Fact]
    public void What_a_full_queue_drops_is_counted()
    {
        using SemaphoreSlim gate = new(0);
        using OtlpReceiver receiver = new(async (_, _, stopped) =>
        {
            await gate.WaitAsync(stopped);
            gate.Release();
            return false;
        });
        using Variables variables = new(("OTEL_BSP_MAX_QUEUE_SIZE", "100"), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "10"));
        using TelemetrySession session = Made.Session($"otlp:{receiver.Http}");

        Made.Burst(1000);
        gate.Release();
        string report = Assert.Single(session.End());

        int arrived = receiver.Spans.Count;
        Assert.InRange(arrived, 100, 999);
        Assert.EndsWith($": {1000 - arrived:N0} of 1,000 spans dropped: the queue was full", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_listening_there_is_one_line_with_the_numbers()
    {
        using TelemetrySession session = Made.Session("otlp:http://127.0.0.1:9");
        Made.Burst(5000);

        string report = Assert.Single(session.End());

        Assert.Matches(@"^telemetry: otlp http://127\.0\.0\.1:9: 5,000 of 5,000 spans and (\d+) of \1 metrics dropped: Connection refused", report);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(400)]
    public void A_refusing_receiver_is_one_line_with_the_numbers_and_its_answer(int status)
    {
        using OtlpReceiver receiver = new(OtlpReceiver.Refusing(status));
        using TelemetrySession session = Made.Session($"otlp:{receiver.Http}");
        Made.Burst(3000);

        string report = Assert.Single(session.End());

        Assert.Matches($@": 3,000 of 3,000 spans and (\d+) of \1 metrics dropped: .*{status}", report);
        Assert.True(receiver.Requests >= 3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_receiver_that_never_answers_is_given_up_in_a_few_seconds(bool isGrpc)
    {
        using OtlpReceiver receiver = new(OtlpReceiver.Silent);
        using Variables variables = new(("OTEL_EXPORTER_OTLP_PROTOCOL", isGrpc ? "grpc" : "http/protobuf"));
        using TelemetrySession session = Made.Session($"otlp:{(isGrpc ? receiver.Grpc : receiver.Http)}");
        Made.Burst(10_000);
        long began = Stopwatch.GetTimestamp();

        string report = Assert.Single(session.End());

        // No timing of ours: without a bound it would be ten seconds for each of five requests.
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Matches(@": 10,000 of 10,000 spans and (\d+) of \1 metrics dropped: no end within 3 s$", report);
    }

    [Fact]
    public void A_receiver_that_goes_away_in_between_keeps_what_it_had()
    {
        using OtlpReceiver receiver = new((number, http, _) =>
        {
            if (number > 1)
            {
                http.Abort();
            }

            return Task.FromResult(number > 1);
        });
        using Variables variables = new(("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "100"));
        using TelemetrySession session = Made.Session($"otlp:{receiver.Http}");
        Made.Burst(1000);

        string report = Assert.Single(session.End());

        int arrived = receiver.Spans.Count;
        Assert.InRange(arrived, 1, 100);
        Assert.Contains($": {1000 - arrived:N0} of 1,000 spans and ", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slow_receiver_that_makes_progress_is_waited_for()
    {
        using OtlpReceiver receiver = new(async (_, _, stopped) =>
        {
            await Task.Delay(1000, stopped);
            return false;
        });
        using Variables variables = new(("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "100"));
        using TelemetrySession session = Made.Session($"otlp:{receiver.Http}");

        // Five requests of a second each: more than our patience, and never that long without one being done.
        Made.Burst(500);

        Assert.Empty(session.End());
        Assert.Equal(500, receiver.Spans.Count);
    }

    [Fact]
    public void A_silent_target_takes_no_time_from_one_that_answers()
    {
        using OtlpReceiver silent = new(OtlpReceiver.Silent);
        using OtlpReceiver slow = new(async (_, _, stopped) =>
        {
            await Task.Delay(1000, stopped);
            return false;
        });
        using Variables variables = new(("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "100"));
        using TelemetrySession session = Made.Session($"otlp:{silent.Http}", $"otlp:{slow.Http}");
        Made.Burst(500);

        Assert.StartsWith($"telemetry: otlp {silent.Http}: 500 of 500 spans", Assert.Single(session.End()), StringComparison.Ordinal);
        Assert.Equal(500, slow.Spans.Count);
        Assert.NotEmpty(slow.Metrics);
    }

    [Fact]
    public void One_target_in_trouble_leaves_the_others_alone()
    {
        using TemporaryFolder folder = new();
        using OtlpReceiver receiver = new();
        using TelemetrySession session = Made.Session("otlp:http://127.0.0.1:9", $"file:{folder.Path}", $"otlp:{receiver.Http}");
        Made.Burst(1000);

        Assert.StartsWith("telemetry: otlp http://127.0.0.1:9: ", Assert.Single(session.End()), StringComparison.Ordinal);
        Assert.Equal(1000, receiver.Spans.Count);
        Assert.Equal(1000, JsonFile.Spans(folder["traces.jsonl"]).Count());
    }

    [Fact]
    public void The_variables_say_where_and_how_when_the_target_does_not()
    {
        using OtlpReceiver receiver = new();
        using Variables variables = new(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Http), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_EXPORTER_OTLP_HEADERS", "x-team=gc"));
        using TelemetrySession session = Made.Session("otlp");
        Made.Burst(3);

        Assert.Empty(session.End());
        Assert.Equal(3, receiver.Spans.Count);
        Assert.All(receiver.Headers, h => Assert.Equal("gc", h["x-team"]));
    }

    [Fact]
    public void The_variables_of_one_signal_are_before_those_of_all()
    {
        using OtlpReceiver traces = new();
        using OtlpReceiver metrics = new();
        using Variables variables = new(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", $"{traces.Http}/v1/traces"), ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "x-signal=traces"),
            ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", metrics.Grpc), ("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "grpc"));
        using TelemetrySession session = Made.Session("otlp");
        Made.Burst(3);

        Assert.Empty(session.End());
        Assert.Equal(3, traces.Spans.Count);
        Assert.Equal("traces", traces.Headers.First()["x-signal"]);
        Assert.Empty(traces.Metrics);
        Assert.NotEmpty(metrics.Metrics);
    }

    [Theory]
    [InlineData("delta", (int)AggregationTemporality.Delta)]
    [InlineData("cumulative", (int)AggregationTemporality.Cumulative)]
    public void OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE_holds(string preference, int temporality)
    {
        using OtlpReceiver receiver = new();
        using Variables variables = new(("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", preference));
        using Meter meter = new(Sources.CoreName);
        using TelemetrySession session = Made.Session($"otlp:{receiver.Http}");
        meter.CreateCounter<long>(Core.Telemetry.Metrics.Collections.Name).Add(1);

        Assert.Empty(session.End());
        Assert.Equal((AggregationTemporality)temporality, receiver.Metrics.SelectMany(m => m.ResourceMetrics).SelectMany(r => r.ScopeMetrics)
            .SelectMany(s => s.Metrics).Single(m => m.Name == Core.Telemetry.Metrics.Collections.Name).Sum.AggregationTemporality);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT")]
    public void OTEL_EXPORTER_OTLP_TIMEOUT_holds(string traces, string metrics)
    {
        using OtlpReceiver receiver = new(OtlpReceiver.Silent);
        using Variables variables = new((traces, "200"), (metrics, "200"));
        using TelemetrySession session = Made.Session($"otlp:{receiver.Http}");
        Made.Burst(3);

        string report = Assert.Single(session.End());

        Assert.Contains("3 of 3 spans and ", report, StringComparison.Ordinal);
        Assert.DoesNotContain("no end within", report, StringComparison.Ordinal);
    }

    [Fact]
    public void OTEL_METRIC_EXPORT_INTERVAL_and_OTEL_BSP_SCHEDULE_DELAY_hold()
    {
        using OtlpReceiver receiver = new();
        using Variables variables = new(("OTEL_METRIC_EXPORT_INTERVAL", "50"), ("OTEL_BSP_SCHEDULE_DELAY", "50"));
        using TelemetrySession session = Made.Session($"otlp:{receiver.Http}");
        Made.Burst(3);

        // Before the end: both would otherwise be seconds away.
        Assert.True(SpinWait.SpinUntil(() => receiver.Metrics.Count >= 2 && receiver.Spans.Count == 3, TimeSpan.FromSeconds(30)));
    }
}
