using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using GcActors.Core.Telemetry;
using GcActors.Runtime.Telemetry;
using GcActors.Telemetry;
using GcActors.Telemetry.Printing;
using Xunit;

namespace GcActors.Tests.Telemetry.Console;

[Collection(TelemetryCollection.Name)]
public partial class ConsoleTargetTests
{
    [Fact]
    public void A_trial_is_a_tree_and_the_longest_pauses_are_explained() => AssertPage(Page(() => MadeTrial.Run(2)), Golden.Small);

    [Fact]
    public void Of_many_siblings_the_longest_few_are_shown_and_the_others_summed_up() => AssertPage(Page(() => MadeTrial.Run(1000)), Golden.Folded);

    [Fact]
    public void Metrics_are_a_line_a_point()
    {
        string page = Page(() =>
        {
            Meter meter = new(Sources.CoreName);
            meter.CreateCounter<long>("cpython.gc.collections", "{collection}").Add(1000, new KeyValuePair<string, object?>("cpython.gc.generation", 0));
            meter.CreateCounter<double>("gcactors.wait.duration", "s").Add(0.0125, new("gcactors.wait.for", "gil"), new KeyValuePair<string, object?>("gcactors.mutator", 1));
            meter.CreateObservableGauge("gcactors.heap.size", () => 3L << 20, "By");
            meter.CreateObservableGauge("gcactors.heap.fragmentation", () => 0.125, "1");
            Histogram<double> pause = meter.CreateHistogram<double>("gcactors.gc.pause.duration", "s");
            Activity? worst = Made.Open("collection", null, 0, "collector", (Attributes.StopId, 7));
            for (int i = 1; i <= 1000; i++)
            {
                Activity.Current = i == 1000 ? worst : null;
                pause.Record(i == 1000 ? 0.004 : 20e-6 * (1 + i % 10), new KeyValuePair<string, object?>("cpython.gc.generation", 2));
            }

            Activity.Current = null;
            worst.End(4000);
            return meter;
        });

        AssertPage(page[page.IndexOf("GcActors.Core", StringComparison.Ordinal)..page.IndexOf("System.Runtime", StringComparison.Ordinal)], Golden.Metrics);
    }

    [Fact]
    public void Nothing_is_printed_before_the_end()
    {
        using StringWriter writer = new();
        using TelemetrySession session = TelemetrySession.Start([Made.Target("console")], Made.Context(writer));
        MadeTrial.Run(1000);

        Assert.Empty(writer.ToString());
        Assert.Empty(session.End());
        Assert.NotEmpty(writer.ToString());
    }

    [Fact]
    public void Colours_change_nothing_but_colours()
    {
        using StringWriter plain = new();
        using StringWriter colored = new();
        using (TelemetrySession.Over(
            [new ConsolePipeline(Made.Context(plain)), new ConsolePipeline(Made.Context(colored) with { HasColor = true })],
            Made.Context()))
        {
            MadeTrial.Run(20);
        }

        Assert.DoesNotContain('\u001b', plain.ToString());
        Assert.Contains("\u001b[1;31m", colored.ToString(), StringComparison.Ordinal);
        Assert.Equal(Steady(Tree(plain.ToString())), Steady(Tree(Escapes().Replace(colored.ToString(), ""))));
    }

    [Fact]
    public void A_hundred_thousand_spans_are_a_page_that_can_be_read()
    {
        string page = Page(() => Made.Burst(100_000));

        Assert.InRange(Tree(page).Split('\n').Length, 5, 40);
        Assert.Contains("… 99,996 more collection, median 500 ns, together 50.0 ms", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_that_fails_is_told_of_and_no_more()
    {
        using TelemetrySession session = TelemetrySession.Start([Made.Target("console")], Made.Context(new BrokenWriter()));
        MadeTrial.Run(1);

        Assert.Contains("telemetry: console: ", Assert.Single(session.End()), StringComparison.Ordinal);
    }

    private static string Page(Action run)
    {
        LiveTrials.Forget();
        LiveMailboxes.Forget();
        using StringWriter writer = new();
        using (TelemetrySession session = TelemetrySession.Start([Made.Target("console")], Made.Context(writer)))
        {
            run();
            Assert.Empty(session.End());
        }

        return writer.ToString();
    }

    // A meter that is gone is not read: it lives until the page is printed.
    private static string Page(Func<Meter> run)
    {
        Meter? meter = null;
        try
        {
            return Page(() => { meter = run(); });
        }
        finally
        {
            meter?.Dispose();
        }
    }

    private static void AssertPage(string page, string golden) => Assert.Equal(golden.ReplaceLineEndings("\n").Trim(), Steady(Tree(page)).Trim());

    private static string Tree(string page) => page.Split("\nSystem.Runtime\n")[0].ReplaceLineEndings("\n");

    // What differs from run to run: ids, host and process.
    private static string Steady(string page) => Host().Replace(Ids().Replace(page, "ID"), " · host HOST · pid PID");

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Ids();

    [GeneratedRegex(" · host .* · pid [0-9]+")]
    private static partial Regex Host();

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Escapes();

    private sealed class BrokenWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("broken pipe");
    }
}
