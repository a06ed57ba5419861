using GcActors.Experiments.GcLogs;
using GcActors.Experiments.Settings;
using Xunit;

namespace GcActors.Tests.GcLogs;

public class GcLogReadingTests
{
    private const string Young = "[0.356s][info][gc] GC(3) Pause Young (Allocation Failure) 24M->4M(256M) 2.341ms";

    [Theory]
    [InlineData("3.7.16")]
    [InlineData("3.9.18")]
    [InlineData("3.10.13")]
    [InlineData("3.11.7")]
    [InlineData("3.12.1")]
    [InlineData("3.13.0")]
    public void A_real_CPythons_stderr_is_read_to_the_last_collection(string version)
    {
        string path = CapturedLogs.PathOf($"cpython-{version}.stderr");
        string[] ends = [.. File.ReadAllLines(path).Where(line => line.StartsWith("gc: done", StringComparison.Ordinal))];

        GcLogStatistics statistics = GcLogStatistics.Of(GcLogReader.ReadFile(path), all: false);

        Assert.Equal(ends.Length, statistics.Collections);
        Assert.Equal(
            ends.Where(end => end.Contains("unreachable", StringComparison.Ordinal)).Sum(end => long.Parse(end.Split(' ')[2])),
            statistics.Kinds.Sum(kind => kind.Unreachable));
        Assert.Equal(1, statistics.Log.OtherLines);
        Assert.Null(statistics.ThroughputPercent);
        Assert.Contains(statistics.Missing(), missing => missing.What == "heap");
    }

    [Theory]
    [InlineData("jvm-17-serial.log", 48, 1)]
    [InlineData("jvm-17-dated.log", 48, 1)]
    [InlineData("jvm-17-g1.log", 0, 0)]
    public void A_real_JVMs_log_is_read(string name, int collections, int full)
    {
        string path = CapturedLogs.PathOf(name);
        int pauses = File.ReadAllLines(path).Count(line => line.Contains(" Pause ", StringComparison.Ordinal) && line.EndsWith("ms", StringComparison.Ordinal));

        GcLogStatistics statistics = GcLogStatistics.Of(GcLogReader.ReadFile(path), all: false);

        Assert.Equal(pauses, statistics.Collections);
        Assert.Equal(collections == 0 ? pauses : collections, pauses);
        Assert.Equal(full, statistics.Kinds.Where(kind => kind.Generation == 2).Sum(kind => kind.Pauses.Count));
        Assert.InRange(statistics.ThroughputPercent!.Value, 1, 100);
        Assert.InRange(statistics.PeakHeapBytes!.Value, 1 << 20, 64 << 20);
    }

    [Fact]
    public void Phases_of_a_real_G1_are_read()
    {
        GcLogStatistics statistics = GcLogStatistics.Of(GcLogReader.ReadFile(CapturedLogs.PathOf("jvm-17-g1.log")), all: false);

        Assert.Contains(statistics.Phases, phase => phase.Name == "Evacuate Collection Set" && phase.Count == statistics.Collections);
        Assert.Equal(["G1 Evacuation Pause"], statistics.Causes.Select(cause => cause.Name));
    }

    [Theory]
    [InlineData(Young, "young", 0, "Allocation Failure", 24L << 20, 2_341_000)]
    [InlineData("[2026-11-22T22:27:32.449+0000][0.356s][12][info ][gc   ] GC(3) Pause Full (System.gc()) 24M->4M(256M) 2,341ms", "full", 2, "System.gc()", 24L << 20, 2_341_000)]
    [InlineData("[0,356s][info][gc] GC(0) Pause Young (Mixed) (G1 Evacuation Pause) 24K->4K(256K) 0.001ms", "young", 0, "G1 Evacuation Pause", 24L << 10, 1000)]
    [InlineData("[0.3s][info][gc] GC(9) Pause Remark 3B->2B(9B) 1.5ms", "remark", null, null, 3L, 1_500_000)]
    [InlineData("[0.3s][info][gc,phases] GC(9) Pause Mark Start 0.005ms", "mark start", null, null, null, 5000)]
    [InlineData("GC(9) Pause Young (Middle) (threshold) 24K->4K(256K) 0.001ms", "middle", 1, "threshold", 24L << 10, 1000)]
    public void A_pause_is_read_whatever_stands_around_it(string line, string kind, int? generation, string? cause, long? before, long pauseNs)
    {
        GcPause pause = Assert.Single(Read(line + "\r\n").Pauses);

        Assert.Equal((kind, generation, cause, before, pauseNs), (pause.Kind, pause.Generation, pause.Cause, pause.HeapBytesBefore, pause.PauseNs));
    }

    [Fact]
    public void Runs_that_share_a_file_add_up()
    {
        GcLogContent log = Read("[1.000s][info][gc] Using G1\n[5.000s][info][gc] GC(0) Pause Remark 1.0ms\n[0.500s][info][gc] Using G1\n[1.500s][info][gc] GC(0) Pause Remark 1.0ms\n");

        Assert.Equal(5_000_000_000, log.SpanNs);
    }

    [Theory]
    [InlineData("GC(3)   Time to st")]
    [InlineData("[0.356s][info][gc] GC(3) Pause Young (Alloc")]
    [InlineData("[0.356s][info][gc] GC(3) Pause Young (Allocation Failure) 24M->")]
    [InlineData("[0.356s][inf")]
    public void A_torn_last_line_is_no_error(string torn)
    {
        GcLogContent log = Read(Young + "\n" + torn);

        Assert.Single(log.Pauses);
        Assert.True(log.IsTorn);
        Assert.False(Read(Young + "\n" + Young).IsTorn);
    }

    [Fact]
    public void A_collection_without_an_end_is_counted_and_one_without_a_begin_forgiven_at_the_top()
    {
        GcLogContent log = Read("gc: done, 1 unreachable, 0 uncollectable, 0.1000s elapsed\ngc: collecting generation 0...\ngc: collecting generation 2...\ngc: done, 3 unreach");

        Assert.Empty(log.Pauses);
        Assert.Equal(2, log.Unfinished);
        Assert.True(log.IsTorn);
    }

    [Theory]
    [InlineData("", "log: no log of collections: the file is empty")]
    [InlineData("hello\nworld\n", "log: no log of collections: none of its 2 lines")]
    [InlineData("hello\n\0\u0001\n", "log:2: no log of collections: not a text")]
    [InlineData(Young + "\n[0.4s][info][gc] GC(4) Pause Young (x) 24M->4M(256M) 2.x41ms\n", "log:2: a pause that cannot be read")]
    [InlineData("[0.4s][info][gc] GC(4) Pause Young (x) 99999999999999999999M->4M(256M) 2.341ms\n", "log:1: a number beyond 64 bits")]
    [InlineData("[0.4s][info][gc] GC(4) Pause Young (x) 9223372036854775807M->4M(256M) 2.341ms\n", "log:1: a number beyond 64 bits")]
    [InlineData("gc: collecting generation 7...\n", "log:1: the begin of a collection that cannot be read")]
    [InlineData("gc: collecting generation 0...\ngc: done, many unreachable\n", "log:2: the end of a collection that cannot be read")]
    [InlineData("gc: collecting generation 0...\ngc: done, 0.0001s elapsed\ngc: done, 0.0001s elapsed\n", "log:3: the end of a collection that did not begin")]
    [InlineData(Young + "\ngc: collecting generation 0...\n", "log:2: a line of the cpython dialect in a log of the unified one")]
    public void What_is_no_log_is_refused_with_file_and_line(string text, string problem) =>
        Assert.StartsWith(problem, Assert.Throws<SettingsException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_line_without_end_is_refused_before_it_fills_the_memory()
    {
        using StreamReader endless = new(new EndlessStream());

        Assert.StartsWith("log:1: ", Assert.Throws<SettingsException>(() => GcLogReader.Read(endless, "log")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quantiles_throughput_and_footprint_are_those_of_the_lines()
    {
        string text = string.Concat(Enumerable.Range(1, 100).Select(i => $"[{i}.000s][info][gc] GC({i}) Pause Young (x) {i}M->1M(200M) {i}.000ms\n"))
            + "[101.000s][info][gc] GC(101) Pause Full (x) 9M->7M(200M) 10.000ms\n[102.000s][info][gc] GC(102) Pause Full (x) 9M->3M(200M) 10.000ms\n";

        GcLogStatistics statistics = GcLogStatistics.Of(Read(text), all: false);
        PauseSummary young = statistics.Kinds[0].Pauses;

        Assert.Equal((100, 50_500_000, 90_100_000, 99_010_000), (young.Count, Math.Round(young.P50Ns!.Value), Math.Round(young.P90Ns!.Value), Math.Round(young.P99Ns!.Value)));
        Assert.Equal(100_000_000, young.MaxNs);
        Assert.Equal(100 * (101_000 - 5070) / 101_000.0, statistics.ThroughputPercent!.Value, 9);
        Assert.Equal((100L << 20, 200L << 20, 3L << 20, 7L << 20),
            (statistics.PeakHeapBytes, statistics.PeakMappedBytes, statistics.LastHeapBytesAfterFull, statistics.MostHeapBytesAfterFull));
    }

    private static GcLogContent Read(string text)
    {
        using StringReader reader = new(text);
        return GcLogReader.Read(reader, "log");
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)'x');
            return buffer.Length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
