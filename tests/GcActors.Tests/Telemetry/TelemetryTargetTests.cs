using GcActors.Telemetry;
using Xunit;

namespace GcActors.Tests.Telemetry;

public class TelemetryTargetTests
{
    [Theory]
    [InlineData("console")]
    [InlineData("otlp")]
    [InlineData("otlp:http://localhost:4318")]
    [InlineData("otlp:localhost:4317")]
    [InlineData("otlp:https://receiver.example/otlp")]
    [InlineData("file:results/t")]
    [InlineData("file:C:\\traces")]
    [InlineData("timeline:results/t.html")]
    [InlineData("file")]
    [InlineData("timeline")]
    [InlineData("discard")]
    [InlineData("none")]
    public void What_can_be_written_is_read_and_written_again(string text) => Assert.Equal(text, Made.Target(text).ToString());

    [Theory]
    [InlineData("consol", "unknown target 'consol' (did you mean 'console'?)")]
    [InlineData("oltp:http://x", "unknown target 'oltp' (did you mean 'otlp'?)")]
    [InlineData("jaeger", "unknown target 'jaeger'; one of: ")]
    [InlineData("", "unknown target ''; one of: ")]
    [InlineData("console:x", "'console' takes nothing behind a colon")]
    [InlineData("none:", "'none' takes nothing behind a colon")]
    [InlineData("file:", "'file' needs its DIR: file[:DIR]")]
    [InlineData("discard:x", "'discard' takes nothing behind a colon")]
    [InlineData("otlp:", "'otlp' needs its ENDPOINT: otlp[:ENDPOINT]")]
    [InlineData("otlp:ftp://x", "'ftp://x' is no endpoint; write http://HOST:PORT, such as http://localhost:4318")]
    [InlineData("otlp:http://", "'http://' is no endpoint; write http://HOST:PORT, such as http://localhost:4318")]
    public void What_cannot_be_meant_is_refused_with_what_would_be_right(string text, string problem)
    {
        Assert.False(TelemetryTarget.TryParse(text, out TelemetryTarget? target, out string? said));
        Assert.Null(target);
        Assert.StartsWith(problem, said, StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_never_be_written_is_refused_at_once()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "a-file");
        File.WriteAllText(file, "");
        Assert.EndsWith("a-file is a file", Problem($"file:{file}"), StringComparison.Ordinal);
        Assert.EndsWith("a-file is a file", Problem($"file:{Path.Combine(file, "below")}"), StringComparison.Ordinal);
        Assert.EndsWith("a-file is a file", Problem($"timeline:{Path.Combine(file, "t.html")}"), StringComparison.Ordinal);
        Assert.EndsWith("is a folder; name a file in it", Problem($"timeline:{folder.Path}"), StringComparison.Ordinal);

        static string Problem(string text)
        {
            Assert.False(TelemetryTarget.TryParse(text, out _, out string? said));
            return said;
        }
    }

    [Theory]
    [InlineData("file", "file:F")]
    [InlineData("timeline", "timeline:F/timeline.html")]
    [InlineData("file:elsewhere", "file:elsewhere")]
    [InlineData("otlp", "otlp")]
    [InlineData("discard", "discard")]
    public void Files_that_are_nowhere_in_particular_go_into_a_given_folder(string text, string placed) =>
        Assert.Equal(placed, Made.Target(text).In("F").ToString().Replace(System.IO.Path.DirectorySeparatorChar, '/'));
}
