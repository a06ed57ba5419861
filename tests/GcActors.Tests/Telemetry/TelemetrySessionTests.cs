using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using GcActors.Core.Telemetry;
using GcActors.Telemetry;
using Xunit;

namespace GcActors.Tests.Telemetry;

[Collection(TelemetryCollection.Name)]
public class TelemetrySessionTests
{
    [Theory]
    [InlineData]
    [InlineData("none")]
    [InlineData("none", "none")]
    public void Without_a_target_nobody_listens(params string[] targets)
    {
        using Meter meter = new(Sources.CoreName);
        Histogram<double> pause = meter.CreateHistogram<double>("a");

        using TelemetrySession session = Made.Session(targets);

        Assert.False(Sources.Core.HasListeners());
        Assert.False(pause.Enabled);
        Assert.Empty(session.End());
    }

    [Fact]
    public void A_session_listens_until_its_end()
    {
        using TemporaryFolder folder = new();
        using Meter meter = new(Sources.CoreName);
        Histogram<double> pause = meter.CreateHistogram<double>("a");
        using (TelemetrySession session = Made.Session($"file:{folder.Path}"))
        {
            Assert.True(Sources.Core.HasListeners());
            Assert.True(pause.Enabled);
            Assert.True(Made.Span("trial", null, 0, 1)!.Recorded);
        }

        Assert.False(Sources.Core.HasListeners());
        Assert.False(pause.Enabled);
    }

    [Fact]
    public void Every_target_gets_every_span_and_every_metric()
    {
        using TemporaryFolder folder = new();
        using StringWriter console = new();
        using Meter meter = new(Sources.CoreName);
        using (TelemetrySession session = TelemetrySession.Start(
            [Made.Target($"file:{folder["a"]}"), Made.Target("console"), Made.Target("none"), Made.Target($"file:{folder["b"]}")], Made.Context(console)))
        {
            Made.Span("trial", null, 0, 1);
            meter.CreateCounter<long>("cpython.gc.collections").Add(3);
            Assert.Empty(session.End());
            Assert.Empty(session.End());
        }

        Assert.All(["a", "b"], name =>
        {
            Assert.Contains("\"name\":\"trial\"", File.ReadAllText(Path.Combine(folder[name], "traces.jsonl")), StringComparison.Ordinal);
            Assert.Contains("\"asInt\":\"3\"", File.ReadAllText(Path.Combine(folder[name], "metrics.jsonl")), StringComparison.Ordinal);
            Assert.Contains("\"name\":\"System.Runtime\"", File.ReadAllText(Path.Combine(folder[name], "metrics.jsonl")), StringComparison.Ordinal);
        });
        Assert.Contains("trial", console.ToString(), StringComparison.Ordinal);
        Assert.Contains("cpython.gc.collections", console.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_resource_says_which_trial_of_which_program_on_which_host()
    {
        Dictionary<string, string> resource = ResourceWith();

        Assert.Equal("gcactors", resource["service.name"]);
        Assert.Equal("0.1.0", resource["service.version"]);
        Assert.Equal("0123456789abcdef", resource["service.instance.id"]);
        Assert.Equal("feedc0de", resource["vcs.ref.head.revision"]);
        Assert.Equal($"{Environment.ProcessId}", resource["process.pid"]);
        Assert.Equal("opentelemetry", resource["telemetry.sdk.name"]);
        Assert.All(["host.name", "host.arch", "os.type", "process.runtime.name"], key => Assert.NotEmpty(resource[key]));
    }

    [Fact]
    public void OTEL_SERVICE_NAME_and_OTEL_RESOURCE_ATTRIBUTES_win()
    {
        Dictionary<string, string> resource = ResourceWith(("OTEL_SERVICE_NAME", "mine"), ("OTEL_RESOURCE_ATTRIBUTES", "host.name=theirs,team=gc"));

        Assert.Equal("mine", resource["service.name"]);
        Assert.Equal("theirs", resource["host.name"]);
        Assert.Equal("gc", resource["team"]);
    }

    [Fact]
    public void OTEL_SDK_DISABLED_disables()
    {
        using TemporaryFolder folder = new();
        using Variables variables = new(("OTEL_SDK_DISABLED", "true"));
        using TelemetrySession session = Made.Session("console", "otlp", $"file:{folder.Path}");

        Assert.False(Sources.Core.HasListeners());
        Assert.Empty(session.End());
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("always_off", "1", false)]
    [InlineData("parentbased_always_off", "1", false)]
    [InlineData("traceidratio", "0", false)]
    [InlineData("traceidratio", "1", true)]
    [InlineData("always_on", "0", true)]
    public void OTEL_TRACES_SAMPLER_decides_at_the_root(string sampler, string argument, bool isSampled)
    {
        using TemporaryFolder folder = new();
        using Variables variables = new(("OTEL_TRACES_SAMPLER", sampler), ("OTEL_TRACES_SAMPLER_ARG", argument));
        using TelemetrySession session = Made.Session($"file:{folder.Path}");

        Activity? root = Made.Open("trial", null, 0);
        Activity? child = Made.Span("measured", root, 0, 1);
        root.End(1);

        Assert.Equal(isSampled, root?.Recorded ?? false);
        Assert.Equal(isSampled, child?.Recorded ?? false);
        Assert.Empty(session.End());
        Assert.Equal(isSampled, File.Exists(folder["traces.jsonl"]));
    }

    [Theory]
    [InlineData("trace_based", 1, 1)]
    [InlineData("always_off", 0, 0)]
    [InlineData("always_on", 2, 1)]
    public void Exemplars_are_of_measurements_in_a_sampled_span_unless_the_variable_says_otherwise(string filter, int exemplars, int withSpan)
    {
        using TemporaryFolder folder = new();
        using Variables variables = filter == "trace_based" ? new() : new(("OTEL_METRICS_EXEMPLAR_FILTER", filter));
        using Meter meter = new(Sources.CoreName);
        Histogram<double> pause = meter.CreateHistogram<double>(Core.Telemetry.Metrics.PauseDuration.Name, "s");
        using (Made.Session($"file:{folder.Path}"))
        {
            pause.Record(0.25);
            Activity? span = Made.Open("collection", null, 0);
            Activity.Current = span;
            pause.Record(0.5);
            Activity.Current = null;
            span.End(1);
        }

        JsonNode point = JsonFile.Lines(folder["metrics.jsonl"])[^1]["resourceMetrics"]![0]!["scopeMetrics"]!.AsArray()
            .SelectMany(scope => scope!["metrics"]!.AsArray())
            .Single(metric => (string?)metric!["name"] == Core.Telemetry.Metrics.PauseDuration.Name)!["exponentialHistogram"]!["dataPoints"]![0]!;
        JsonArray written = point["exemplars"]?.AsArray() ?? [];
        Assert.Equal(exemplars, written.Count);
        Assert.Equal(withSpan, written.Count(e => e!["spanId"] is not null));
    }

    private static Dictionary<string, string> ResourceWith(params (string Name, string Value)[] set)
    {
        using TemporaryFolder folder = new();
        using (new Variables(set))
        using (Made.Session($"file:{folder.Path}"))
        {
            Made.Span("trial", null, 0, 1);
        }

        JsonNode line = Assert.Single(JsonFile.Lines(folder["traces.jsonl"]));
        return line["resourceSpans"]![0]!["resource"]!["attributes"]!.AsArray()
            .ToDictionary(a => (string)a!["key"]!, a => a!["value"]!.AsObject().Single().Value!.ToString());
    }
}
