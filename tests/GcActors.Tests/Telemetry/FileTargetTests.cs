using System.Diagnostics;
using System.Text.Json.Nodes;
using GcActors.Telemetry;
using GcActors.Telemetry.Files;
using Xunit;

namespace GcActors.Tests.Telemetry;

[Collection(TelemetryCollection.Name)]
public class FileTargetTests
{
    [Fact]
    public void A_burst_of_a_hundred_thousand_spans_is_in_the_file_whole()
    {
        const int spans = 100_000;
        using TemporaryFolder folder = new();
        using (TelemetrySession session = Made.Session($"file:{folder["made/by/it"]}"))
        {
            Made.Burst(spans);
            Assert.Empty(session.End());
        }

        Assert.Equal(spans, JsonFile.Spans(folder["made/by/it/traces.jsonl"]).Select(s => (string)s["spanId"]!).Distinct().Count());
    }

    [Fact]
    public void At_every_moment_all_lines_are_whole()
    {
        using TemporaryFolder folder = new();
        using TelemetrySession session = Made.Session($"file:{folder.Path}");
        for (int batch = 1; batch <= 20; batch++)
        {
            Made.Burst(LocalBatchProcessor.DefaultBatchSize);
            Assert.Equal(batch, JsonFile.Lines(folder["traces.jsonl"]).Count);
        }
    }

    [Fact]
    public void A_later_session_appends_and_stands_under_a_torn_line()
    {
        using TemporaryFolder folder = new();
        Write(folder);
        File.AppendAllText(folder["traces.jsonl"], "{\"resourceSpans\":[{\"resou");
        Write(folder);

        string[] lines = File.ReadAllLines(folder["traces.jsonl"]);

        Assert.Equal(3, lines.Length);
        Assert.All([lines[0], lines[2]], line => Assert.NotNull(JsonNode.Parse(line)));
        Assert.Equal("{\"resourceSpans\":[{\"resou", lines[1]);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_one_line_with_the_numbers()
    {
        using TemporaryFolder folder = new();
        using TelemetrySession session = Made.Session($"file:{folder["taken"]}");
        File.WriteAllText(folder["taken"], "");
        Made.Burst(1000);

        string report = Assert.Single(session.End());

        Assert.Matches(@"taken: 1,000 of 1,000 spans and (\d+) of \1 metrics dropped: .+", report);
    }

    [Fact]
    public void Files_that_another_process_writes_are_left_to_it()
    {
        using TemporaryFolder folder = new();
        using Variables variables = new(("OTEL_METRIC_EXPORT_INTERVAL", "20"));
        using TelemetrySession session = Made.Session($"file:{folder.Path}");
        FileInfo metrics = new(folder["metrics.jsonl"]);
        Assert.True(SpinWait.SpinUntil(() => HasContent(metrics), TimeSpan.FromSeconds(60)));

        using Process other = Start(folder, "1");
        string said = other.StandardError.ReadToEnd();
        other.WaitForExit();

        Assert.Equal(0, other.ExitCode);
        Assert.Matches(@"warning: telemetry: file:.*\b(\d+) of \1 metrics dropped: another session writes .*\.jsonl", said);
        Assert.Empty(session.End());
        Assert.NotEmpty(JsonFile.Lines(metrics.FullName));
    }

    [Fact]
    public void A_full_disk_is_one_line_with_the_numbers_and_leaves_whole_lines()
    {
        using TemporaryFolder folder = new();
        DiskOf disk = new(bytes: 200_000);
        FilePipeline pipeline = new(folder.Path, disk.Open);
        using (TelemetrySession session = TelemetrySession.Over([pipeline], Made.Context()))
        {
            Made.Burst(5000);
            string report = Assert.Single(session.End());
            Assert.Contains(" of 5,000 spans", report, StringComparison.Ordinal);
            Assert.EndsWith("dropped: No space left on device", report, StringComparison.Ordinal);
        }

        Assert.InRange(pipeline.Tally.SpansDelivered, 512, 4999);
        Assert.Equal(pipeline.Tally.SpansDelivered, JsonFile.Spans(folder["traces.jsonl"]).Count());
    }

    [Fact]
    public void A_defect_of_a_target_stays_out_of_the_trial()
    {
        FilePipeline pipeline = new("anywhere", _ => throw new InvalidOperationException("a defect"));
        using TelemetrySession session = TelemetrySession.Over([pipeline], Made.Context());
        Made.Burst(1000);

        Assert.Matches(@"anywhere: 1,000 of 1,000 spans and (\d+) of \1 metrics dropped: a defect$", Assert.Single(session.End()));
    }

    [Fact]
    public void The_devices_that_are_always_full_are_no_trouble_to_a_trial()
    {
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        using TemporaryFolder folder = new();
        File.CreateSymbolicLink(folder["traces.jsonl"], "/dev/full");
        using TelemetrySession session = Made.Session($"file:{folder.Path}");
        Made.Burst(1000);

        Assert.Contains("1,000 of 1,000 spans dropped: No space left on device", Assert.Single(session.End()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_killed_process_leaves_lines_that_can_be_read()
    {
        using TemporaryFolder folder = new();
        using Process process = Start(folder, "100000");
        try
        {
            // Line ends, because the last line may be half written.
            bool IsWriting() => process.HasExited || (File.Exists(folder["metrics.jsonl"]) && File.ReadAllText(folder["metrics.jsonl"]).Count(c => c == '\n') >= 5);
            Assert.True(SpinWait.SpinUntil(IsWriting, TimeSpan.FromSeconds(60)));
            Assert.False(process.HasExited, process.HasExited ? process.StandardError.ReadToEnd() : "");
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }

        string[] lines = File.ReadAllText(folder["metrics.jsonl"]).Split('\n');
        Assert.True(lines.Length > 5);
        Assert.All(lines[..^1], line => Assert.NotNull(JsonNode.Parse(line)!["resourceMetrics"]));
    }

    private static Process Start(TemporaryFolder folder, string iterations)
    {
        string Beside(string name) => Path.Combine(AppContext.BaseDirectory, name);
        // Beside the tests the program has their frameworks: ASP.NET's brings some of the packages that would otherwise lie here.
        ProcessStartInfo start = new("dotnet",
        [
            "exec", "--runtimeconfig", Beside("GcActors.Tests.runtimeconfig.json"), "--depsfile", Beside("GcActors.Tests.deps.json"),
            Beside("gcactors.dll"), "trial", "--plan", "floor", "--workload", "lists", "--runtime", "simulation",
            "--set", $"measure.iterations={iterations}", "--telemetry", $"file:{folder.Path}",
        ])
        {
            RedirectStandardError = true,
        };
        start.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "20";
        return Process.Start(start)!;
    }

    // Without opening the file: on Linux a process that closes a file gives up all its locks of it.
    private static bool HasContent(FileInfo file)
    {
        file.Refresh();
        return file.Exists && file.Length > 0;
    }

    private static void Write(TemporaryFolder folder)
    {
        using TelemetrySession session = Made.Session($"file:{folder.Path}");
        Made.Burst(3);
        Assert.Empty(session.End());
    }

    /// <summary>A disk on which only so much fits, the last write to it in part.</summary>
    private sealed class DiskOf(long bytes)
    {
        private long free = bytes;

        public Stream Open(string path) => new Full(path, this);

        private sealed class Full(string path, DiskOf disk) : FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, 0)
        {
            public override void Write(ReadOnlySpan<byte> buffer)
            {
                int fits = (int)Math.Min(buffer.Length, disk.free);
                base.Write(buffer[..fits]);
                disk.free -= fits;
                if (fits < buffer.Length)
                {
                    throw new IOException("No space left on device");
                }
            }
        }
    }
}
