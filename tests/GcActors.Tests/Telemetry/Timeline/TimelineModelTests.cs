using System.Diagnostics;
using GcActors.Telemetry;
using GcActors.Telemetry.Timeline;
using OpenTelemetry;
using Xunit;

namespace GcActors.Tests.Telemetry.Timeline;

public sealed class TimelineModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Activities_and_their_OTLP_lines_are_the_same_spans()
    {
        IReadOnlyList<Activity> activities = RecordedActivities.Make();
        string file = Write("spans.jsonl", OtlpText.Of(activities));

        string[] expected = SpanText.Of(activities.Select(ActivitySpans.Of));

        Assert.Equal(expected, SpanText.Of(OtlpJsonLines.Read(file)));
        Assert.Contains(expected, line => line.Contains("Error out of memory", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_is_read_by_name_and_other_signals_are_passed_over()
    {
        IReadOnlyList<Activity> activities = RecordedActivities.Make();
        Write("a.jsonl", "{\"resourceMetrics\":[]}\n\n" + OtlpText.Of(activities.Take(1)) + "\n");
        Write("b.jsonl", OtlpText.Of(activities.Skip(1)));
        Write("notes.txt", "no spans");

        Assert.Equal(2, OtlpJsonLines.Read(_folder).Count);
    }

    [Fact]
    public void A_torn_last_line_is_left_out()
    {
        string line = OtlpText.Of(RecordedActivities.Make());
        string file = Write("torn.jsonl", line + "\n" + line[..(line.Length / 2)]);

        Assert.Equal(2, OtlpJsonLines.Read(file).Count);
    }

    [Theory]
    [InlineData("{\"resourceSpans\":[", "line 2")]
    [InlineData("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"12\"}]}]}]}", "traceId")]
    public void Another_damaged_line_is_an_error_that_names_file_and_line(string damaged, string expected)
    {
        string line = OtlpText.Of(RecordedActivities.Make());
        string file = Write("damaged.jsonl", $"{line}\n{damaged}\n{line}\n");

        InvalidDataException e = Assert.Throws<InvalidDataException>(() => OtlpJsonLines.Read(file));

        Assert.Contains("damaged.jsonl, line 2", e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_named() =>
        Assert.Contains("nowhere", Assert.Throws<InvalidDataException>(() => OtlpJsonLines.Read(Path.Combine(_folder, "nowhere"))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_exporter_writes_page_and_JSON_at_the_end_and_counts_what_it_dropped()
    {
        string page = Path.Combine(_folder, "deep", "timeline.html");
        Tally tally = new();
        using TimelineExporter exporter = new(page, tally, mostSpans: 1);
        Export(exporter);

        Assert.False(File.Exists(page));
        Assert.True(exporter.ForceFlush());
        Assert.True(exporter.Shutdown());

        Assert.Equal(1, tally.SpansDelivered);
        Assert.Contains("more than 1 spans", tally.FirstReason, StringComparison.Ordinal);
        Assert.Equal(["timeline.html", "timeline.perfetto.json"], Directory.EnumerateFiles(Path.GetDirectoryName(page)!).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void An_exporter_that_cannot_write_says_so_and_leaves_nothing()
    {
        string page = Path.Combine(Write("file", ""), "timeline.html");
        Tally tally = new();
        using TimelineExporter exporter = new(page, tally);
        Export(exporter);

        Assert.False(exporter.Shutdown());

        Assert.Contains("timeline.html", tally.FirstReason, StringComparison.Ordinal);
        Assert.Equal(["file"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName));
    }

    private static void Export(TimelineExporter exporter)
    {
        Activity[] activities = [.. RecordedActivities.Make()];
        exporter.Export(new Batch<Activity>(activities, activities.Length));
    }

    private string Write(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
