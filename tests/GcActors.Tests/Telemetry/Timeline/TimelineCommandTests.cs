using GcActors.Cli;
using GcActors.Tests.Cli;
using Xunit;

namespace GcActors.Tests.Telemetry.Timeline;

public sealed class TimelineCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_of_OTLP_files_becomes_a_page_and_JSON_for_Perfetto()
    {
        File.WriteAllText(Path.Combine(_folder, "traces.jsonl"), OtlpText.Of(RecordedActivities.Make()));
        string page = Path.Combine(_folder, "out", "timeline.html");

        CliResult result = new CliHarness().Run("trace", "timeline", _folder, "-o", page);

        Assert.Equal(ExitCodes.Passed, result.ExitCode);
        Assert.Contains("2 spans", result.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(page) && File.Exists(Path.Combine(_folder, "out", "timeline.perfetto.json")));
    }

    [Fact]
    public void What_cannot_be_read_or_written_is_a_line_and_an_exit_code()
    {
        string file = Path.Combine(_folder, "traces.jsonl");
        File.WriteAllText(file, OtlpText.Of(RecordedActivities.Make()));
        string empty = Path.Combine(_folder, "empty.jsonl");
        File.WriteAllText(empty, "");

        AssertBad("no such file", "trace", "timeline", Path.Combine(_folder, "nowhere"));
        AssertBad("no spans", "trace", "timeline", empty);
        AssertBad("cannot be written", "trace", "timeline", file, "-o", Path.Combine(file, "timeline.html"));
    }

    private static void AssertBad(string expected, params string[] arguments)
    {
        CliResult result = new CliHarness().Run(arguments);
        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
    }
}
