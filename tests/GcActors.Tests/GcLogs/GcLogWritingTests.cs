using GcActors.Core.Settings;
using GcActors.Experiments.GcLogs;
using GcActors.Experiments.Settings;
using Xunit;

namespace GcActors.Tests.GcLogs;

public class GcLogWritingTests
{
    [Fact]
    public void A_unified_log_has_a_line_a_pause_behind_its_details() => Assert.Equal(
        """
        [0.000s][info][gc,trial] gcactors trial: plan floor, workload lists, 2 mutators, runtime threads, seed 7, collector generational, real time
        [0.000s][info][gc,trial] lines as a JVM's with -Xlog:gc* (Using Serial); heap: pools with objects, large objects (mapped); Pause Stop: nothing was collected
        [0.052s][debug][gc,phases] GC(3)   Time to stop: 0.021ms (last: mutator/0, asked: mutator/1)
        [0.052s][debug][gc,phases] GC(3)   Collect: 0.149ms
        [0.052s][debug][gc,phases] GC(3)     subtract: 0.010ms
        [0.052s][debug][gc,phases] GC(3)     update: 0.020ms
        [0.052s][debug][gc,heap] GC(3)   Objects: 701 20 5217 before, 12 unreachable, 0 uncollectable, 15 freed, 689 survived
        [0.052s][info][gc,setup] GC(3) Pause Young (threshold) 24K->4K(256K) 2.341ms
        [0.300s][info][gc,trial] phase set-up of iteration 1 (warm-up): 300.000ms, 1 stops
        [0.402s][debug][gc,phases] GC(3)   Time to stop: 0.021ms (last: mutator/0, asked: mutator/1)
        [0.402s][debug][gc,phases] GC(3)   Collect: 0.149ms
        [0.402s][debug][gc,phases] GC(3)     subtract: 0.010ms
        [0.402s][debug][gc,phases] GC(3)     update: 0.020ms
        [0.402s][debug][gc,heap] GC(3)   Objects: 701 20 5217 before, 12 unreachable, 0 uncollectable, 15 freed, 689 survived
        [0.402s][info][gc] GC(3) Pause Young (Middle) (threshold) 24K->4K(256K) 2.341ms
        [0.502s][debug][gc,phases] GC(3)   Time to stop: 0.021ms (last: mutator/0, asked: mutator/1)
        [0.502s][info][gc] GC(3) Pause Stop (census) 24K->4K(256K) 2.341ms
        [0.402s][debug][gc,phases] GC(3)   Time to stop: 0.021ms (last: mutator/0, asked: mutator/1)
        [0.402s][debug][gc,phases] GC(3)   Collect: 0.149ms
        [0.402s][debug][gc,phases] GC(3)     subtract: 0.010ms
        [0.402s][debug][gc,phases] GC(3)     update: 0.020ms
        [0.402s][debug][gc,heap] GC(3)   Objects: 701 20 5217 before, 12 unreachable, 0 uncollectable, 15 freed, 689 survived
        [0.402s][info][gc] GC(3) Pause Full (emergency) 24K->4K(256K) 2.341ms
        [1.300s][info][gc,trial] phase measured of iteration 2: 1000.000ms, 3 stops

        """, Written(GcLogDialect.Unified, MadeUpStops.Settings()));

    [Fact]
    public void A_log_of_a_simulation_says_so_and_has_no_phases_of_another_clock()
    {
        string text = Written(GcLogDialect.Unified, MadeUpStops.Settings("simulation"));

        Assert.Contains("seed 7, collector generational, virtual time\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("subtract", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cpython_log_has_the_lines_of_DEBUG_STATS_for_collections_only() => Assert.Equal(
        """
        # gcactors trial: plan floor, workload lists, 2 mutators, runtime threads, seed 7, collector generational, real time
        # objects of an older generation than the collected one include those that died by counting since it was last collected
        gc: collecting generation 0...
        gc: objects in each generation: 701 20 5217
        gc: objects in permanent generation: 0
        gc: done, 12 unreachable, 0 uncollectable, 0.0001s elapsed
        # phase set-up of iteration 1 (warm-up): 300.000ms, 1 stops
        gc: collecting generation 1...
        gc: objects in each generation: 701 20 5217
        gc: objects in permanent generation: 0
        gc: done, 12 unreachable, 0 uncollectable, 0.0001s elapsed
        gc: collecting generation 2...
        gc: objects in each generation: 701 20 5217
        gc: objects in permanent generation: 0
        gc: done, 12 unreachable, 0 uncollectable, 0.0001s elapsed
        # phase measured of iteration 2: 1000.000ms, 3 stops

        """, Written(GcLogDialect.CPython, MadeUpStops.Settings()));

    [Fact]
    public void A_free_threaded_build_prints_no_sizes_and_the_whole_pause() => Assert.Contains(
        "iteration 1 (warm-up): 300.000ms, 1 stops\ngc: collecting generation 1...\ngc: done, 12 unreachable, 0 uncollectable, 0.0023s elapsed\n",
        Written(GcLogDialect.CPython, MadeUpStops.Settings(strategy: "biased-703")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("3.9.18")]
    [InlineData("3.10.13")]
    [InlineData("3.11.7")]
    [InlineData("3.12.1")]
    [InlineData("3.13.0")]
    public void The_lines_are_those_of_a_real_CPython(string version)
    {
        string[] ours = Shapes(Written(GcLogDialect.CPython, MadeUpStops.Settings()).Split('\n'));
        string[] theirs = Shapes(File.ReadAllLines(CapturedLogs.PathOf($"cpython-{version}.stderr")));

        Assert.Equal(4, ours.Distinct().Count());
        for (int line = 0; line < theirs.Length; line++)
        {
            Assert.Equal(ours[line % 4], theirs[line]);
        }
    }

    [Fact]
    public void What_goes_wrong_later_is_told_once_with_what_is_missing()
    {
        using FailingWriter writer = new(failsAfter: 600);
        using GcLog log = GcLog.To(writer, GcLogDialect.Unified, MadeUpStops.Settings());

        Assert.Null(log.Trouble);
        log.PhaseEnded(MadeUpStops.SetUp, [MadeUpStops.Collection(0)]);
        log.PhaseEnded(MadeUpStops.Measured, [MadeUpStops.Collection(0), MadeUpStops.Census]);

        Assert.Equal("log: the log of collections ends early, up to 3 of 3 stops are missing: the disk is full", log.Trouble);
        Assert.Equal(2, writer.Calls);
    }

    [Fact]
    public void Lines_are_handed_over_whole_and_in_small_pieces()
    {
        using PieceWriter writer = new();
        using (GcLog log = GcLog.To(writer, GcLogDialect.Unified, MadeUpStops.Settings()))
        {
            log.PhaseEnded(MadeUpStops.Measured, [.. Enumerable.Repeat(MadeUpStops.Collection(0), 1000)]);
        }

        Assert.All(writer.Pieces, piece => Assert.EndsWith("\n", piece, StringComparison.Ordinal));
        Assert.All(writer.Pieces, piece => Assert.InRange(piece.Length, 1, 1 << 14));
        Assert.Equal(1000, string.Concat(writer.Pieces).Split('\n').Count(line => line.Contains(" Pause Young ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0, "0.000")]
    [InlineData(1434, "0.001434")]
    [InlineData(21_000, "0.021")]
    [InlineData(99_999, "0.099999")]
    [InlineData(2_341_499, "2.341")]
    public void Small_times_are_written_to_the_nanosecond(long ns, string text) => Assert.Equal(text, Milliseconds.Of(ns));

    [Theory]
    [InlineData("x.log", GcLogDialect.Unified, "x.log")]
    [InlineData("unified:x.log", GcLogDialect.Unified, "x.log")]
    [InlineData("cpython:-", GcLogDialect.CPython, "-")]
    [InlineData("./cpyton:x.log", GcLogDialect.Unified, "./cpyton:x.log")]
    [InlineData("cpython:a:b", GcLogDialect.CPython, "a:b")]
    public void A_target_is_a_file_in_a_dialect(string text, GcLogDialect dialect, string path) =>
        Assert.Equal(new GcLogTarget(dialect, path), GcLogTarget.Parse(text, "--gc-log"));

    [Theory]
    [InlineData("cpyton:x.log", "did you mean 'cpython'?")]
    [InlineData("cpython:", "names no file")]
    [InlineData("", "names no file")]
    public void A_target_that_is_none_is_refused(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<SettingsException>(() => GcLogTarget.Parse(text, "--gc-log")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_log_is_appended_to()
    {
        string path = Path.GetTempFileName();
        GcLog.Open(new GcLogTarget(GcLogDialect.Unified, path), MadeUpStops.Settings(), TextWriter.Null).Dispose();
        GcLog.Open(new GcLogTarget(GcLogDialect.Unified, path), MadeUpStops.Settings(), TextWriter.Null).Dispose();

        Assert.Equal(4, File.ReadAllLines(path).Length);
        File.Delete(path);
    }

    private static string Written(GcLogDialect dialect, TrialSettings settings)
    {
        using StringWriter writer = new();
        using (GcLog log = GcLog.To(writer, dialect, settings))
        {
            log.PhaseEnded(MadeUpStops.SetUp, [MadeUpStops.Collection(dialect == GcLogDialect.CPython && settings.Counting.Strategy != "unsync" ? 1 : 0, atMs: 50)]);
            log.PhaseEnded(MadeUpStops.Measured, [MadeUpStops.Collection(1), MadeUpStops.Census, MadeUpStops.Collection(2, "emergency")]);
        }

        return writer.ToString();
    }

    private static string[] Shapes(IEnumerable<string> lines) =>
        [.. lines.Where(line => line.StartsWith("gc: ", StringComparison.Ordinal))
            .Select(line => System.Text.RegularExpressions.Regex.Replace(line, @"\d+\.\d{4}|\d+", match => match.Value.Contains('.') ? "n.nnnn" : "n"))];

    private sealed class FailingWriter(int failsAfter) : StringWriter
    {
        private int _written;

        public int Calls { get; private set; }

        public override void Write(string? value)
        {
            Calls++;
            _written += value!.Length;
            if (_written > failsAfter)
            {
                throw new IOException("the disk is full");
            }
        }
    }

    private sealed class PieceWriter : StringWriter
    {
        public List<string> Pieces { get; } = [];

        public override void Write(string? value) => Pieces.Add(value!);
    }
}
