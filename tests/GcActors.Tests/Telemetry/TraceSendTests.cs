using GcActors.Telemetry;
using GcActors.Tests.Cli;
using GcActors.Tests.Telemetry.Otlp;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GcActors.Tests.Telemetry;

[Collection(TelemetryCollection.Name)]
public class TraceSendTests
{
    [Fact]
    public void Every_line_arrives_as_it_stands_spans_first()
    {
        using TemporaryFolder folder = Recorded();
        using OtlpReceiver receiver = new();

        CliResult result = new CliHarness().Run("trace", "send", folder.Path, "--endpoint", receiver.Http);

        string[] lines = [.. File.ReadAllLines(folder["traces.jsonl"]), .. File.ReadAllLines(folder["metrics.jsonl"])];
        Assert.Equal(new CliResult(0, $"{lines.Length} lines accepted{Environment.NewLine}", ""), result);
        Assert.Equal(lines, receiver.Json.Select(j => j.Body));
        Assert.Equal(["/v1/traces", "/v1/traces", "/v1/traces", "/v1/metrics"], receiver.Json.Select(j => j.Path));
    }

    [Fact]
    public void One_file_of_any_name_is_known_by_what_it_holds()
    {
        using TemporaryFolder folder = Recorded();
        File.Move(folder["metrics.jsonl"], folder["other.json"]);
        using OtlpReceiver receiver = new();

        Assert.Equal(0, new CliHarness().Run("trace", "send", folder["other.json"], "--endpoint", receiver.Http + "/", "--protocol", "http/json").ExitCode);
        Assert.Equal("/v1/metrics", Assert.Single(receiver.Json).Path);
    }

    [Fact]
    public void A_busy_receiver_is_asked_again()
    {
        using TemporaryFolder folder = Recorded();
        using OtlpReceiver receiver = new((number, http, _) =>
        {
            http.Response.StatusCode = number switch { 1 => 429, 2 => 503, _ => 200 };
            http.Response.Headers.RetryAfter = "0";
            return Task.FromResult(number <= 2);
        });

        CliResult result = new CliHarness().Run("trace", "send", folder.Path, "--endpoint", receiver.Http);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(6, receiver.Requests);
    }

    [Fact]
    public void A_receiver_that_stays_busy_is_given_up_with_the_line_to_go_on_with()
    {
        using TemporaryFolder folder = Recorded();
        bool isBusy = true;
        using OtlpReceiver receiver = new((number, http, _) =>
        {
            http.Response.StatusCode = number > 2 && isBusy ? 503 : 200;
            http.Response.Headers.RetryAfter = "0";
            return Task.FromResult(number > 2 && isBusy);
        });
        CliHarness harness = new();

        CliResult refused = harness.Run("trace", "send", folder.Path, "--endpoint", receiver.Http);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"error: {folder["traces.jsonl"]}:3: {receiver.Http}/v1/traces answered 503 Service Unavailable (5 attempts)", refused.Error, StringComparison.Ordinal);
        Assert.Contains("2 lines were accepted; go on with --from traces.jsonl:3", refused.Error, StringComparison.Ordinal);

        isBusy = false;
        CliResult resumed = harness.Run("trace", "send", folder.Path, "--endpoint", receiver.Http, "--from", "traces.jsonl:3");

        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(4, receiver.Json.Count);
        Assert.Equal(4, receiver.Json.Distinct().Count());
    }

    [Fact]
    public void A_refused_line_is_not_sent_again_and_the_answer_is_shown()
    {
        using TemporaryFolder folder = Recorded();
        using OtlpReceiver receiver = new(async (_, http, stopped) =>
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsync("bad\nspan id", stopped);
            return true;
        });

        CliResult result = new CliHarness().Run("trace", "send", folder.Path, "--endpoint", receiver.Http);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(1, receiver.Requests);
        Assert.Contains("traces.jsonl:1: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("answered 400 Bad Request: bad span id", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_receiver_leaves_out_is_told()
    {
        using TemporaryFolder folder = Recorded();
        using OtlpReceiver receiver = new(async (_, http, stopped) =>
        {
            await http.Response.WriteAsync("""{"partialSuccess":{"rejectedSpans":"3","errorMessage":"too old"}}""", stopped);
            return true;
        });

        CliResult result = new CliHarness().Run("trace", "send", folder["traces.jsonl"], "--endpoint", receiver.Http);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("error: the receiver left 9 spans or points out: too old", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_torn_last_line_is_left_out_with_a_warning()
    {
        using TemporaryFolder folder = Recorded();
        File.AppendAllText(folder["traces.jsonl"], "{\"resourceSpans\":[{");
        using OtlpReceiver receiver = new();

        CliResult result = new CliHarness().Run("trace", "send", folder["traces.jsonl"], "--endpoint", receiver.Http);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(3, receiver.Json.Count);
        Assert.Contains("traces.jsonl:4: the last line is torn, and left out", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"resourceSpans\":[{\n", "traces.jsonl:2: not JSON: ")]
    [InlineData("{\"spans\":[]}\n", "traces.jsonl:2: not OTLP JSON: none of resourceSpans, resourceMetrics, resourceLogs is in it")]
    [InlineData("[]\n", "traces.jsonl:2: not OTLP JSON: ")]
    public void A_wrong_line_is_named(string line, string problem)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["traces.jsonl"], "{\"resourceSpans\":[]}\n" + line);
        using OtlpReceiver receiver = new();

        CliResult result = new CliHarness().Run("trace", "send", folder.Path, "--endpoint", receiver.Http);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(problem, result.Error, StringComparison.Ordinal);
        Assert.EndsWith($"1 lines were accepted{Environment.NewLine}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_says_where_to_go_on()
    {
        using TemporaryFolder folder = Recorded();
        using CancellationTokenSource cancelled = new();
        using OtlpReceiver receiver = new((number, http, _) =>
        {
            http.Response.StatusCode = number == 2 ? 503 : 200;
            if (number == 2)
            {
                cancelled.Cancel();
            }

            return Task.FromResult(number == 2);
        });

        CliResult result = new CliHarness { Cancellation = cancelled.Token }.Run("trace", "send", folder.Path, "--endpoint", receiver.Http);

        Assert.Equal(130, result.ExitCode);
        Assert.Equal(
            $"error: interrupted{Environment.NewLine}1 lines were accepted; go on with --from traces.jsonl:2{Environment.NewLine}", result.Error);
    }

    [Theory]
    [InlineData("no such file or folder", "nowhere", "--endpoint", "http://localhost:1")]
    [InlineData("neither traces.jsonl nor metrics.jsonl is there", ".", "--endpoint", "http://localhost:1")]
    [InlineData("'localhost' is no address; write http://HOST:PORT", ".", "--endpoint", "localhost")]
    [InlineData("--protocol: 'grpc' cannot be sent; one of: http/json", ".", "--endpoint", "http://localhost:1", "--protocol", "grpc")]
    [InlineData("Option '--endpoint' is required", ".")]
    public void What_was_written_wrong_is_one_line(string problem, string path, params string[] options)
    {
        using TemporaryFolder folder = new();

        CliResult result = new CliHarness().Run(["trace", "send", folder[path], .. options]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(problem, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("traces.jsonl", "--from: 'traces.jsonl' is no line; write FILE:LINE, such as traces.jsonl:17")]
    [InlineData("traces.jsonl:0", "--from: 'traces.jsonl:0' is no line")]
    [InlineData("trace.jsonl:2", "--from: unknown file 'trace.jsonl' (did you mean 'traces.jsonl'?)")]
    public void A_place_to_go_on_that_is_none_is_refused(string from, string problem)
    {
        using TemporaryFolder folder = Recorded();

        CliResult result = new CliHarness().Run("trace", "send", folder.Path, "--endpoint", "http://localhost:1", "--from", from);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(problem, result.Error, StringComparison.Ordinal);
    }

    /// <summary>Three lines of spans and one of metrics.</summary>
    private static TemporaryFolder Recorded()
    {
        TemporaryFolder folder = new();
        using TelemetrySession session = Made.Session($"file:{folder.Path}");
        Made.Burst(2 * LocalBatchProcessor.DefaultBatchSize + 1);
        Assert.Empty(session.End());
        return folder;
    }
}
