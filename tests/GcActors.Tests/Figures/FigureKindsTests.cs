using System.Text.Json.Nodes;
using System.Xml.Linq;
using GcActors.Experiments.Figures;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using GcActors.Tests.Running;
using Xunit;

namespace GcActors.Tests.Figures;

/// <summary>Every kind from an experiment's file to its three files.</summary>
public sealed class FigureKindsTests : IDisposable
{
    private const string Figures = """
        figures:
          bars: { kind: bars, title: Grouped bars, metric: c, group_by: strategy, series_by: hot, panel_by: M, where: { strategy: [gil, atomic, atomic+immortal] } }
          bars-log: { kind: bars, title: "Bars, a column wide, with a title that does not fit on one line", width: column, metric: T, group_by: strategy, series_by: hot, scale: log, line: 1, where: { M: [2] } }
          stacked: { kind: stacked, title: Parts, parts: [c, L], whole: T, residual: T, row_by: strategy, group_by: M, where: { hot: [100] }, published: { others: [1, 2] } }
          ecdf: { kind: ecdf, title: Cumulative, quantity: wall_ns, series_by: strategy, panel_by: M, where: { hot: [100] } }
          percentiles: { kind: percentiles, title: Percentiles, width: column, quantity: wall_ns, series_by: strategy, where: { hot: [100] } }
          heatmap: { kind: heatmap, title: Heat map, metric: T, row_by: strategy, column_by: hot, panel_by: M, scale: log }
          lines: { kind: lines, title: Lines, x: M, y: T, x_title: mutators, y_title: "T, ns", series_by: strategy, panel_by: hot, x_scale: log2, y_scale: log }
          dots: { title: Dots, group_by: hot, row_by: strategy, series_by: M, panels: [ { metric: c, title: cost, line: 0 } ] }

        """;

    private readonly RunFixture _fixture = new();
    private readonly TemporaryFolder _folder = new();

    private static readonly string[] s_names = ["bars", "bars-log", "stacked", "ecdf", "percentiles", "heatmap", "lines", "dots"];

    [Fact]
    public void Each_kind_is_drawn_with_its_data_and_its_specification()
    {
        _fixture.Run(new SyntheticMachine(), experiment: WithFigures(Figures));

        foreach (string name in s_names)
        {
            string svg = File.ReadAllText(Path.Combine(_fixture.Out, "figures", $"{name}.svg"));
            Goldens.Drawn($"kind-{name}.svg", svg);
            XElement root = XDocument.Parse(svg).Root!;
            Assert.Equal("img", root.Attribute("role")!.Value);
            Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
            Assert.Contains(root.Descendants(), e => e.Name.LocalName == "title" && e.Parent != root);
            Assert.True(File.ReadAllLines(Path.Combine(_fixture.Out, "figures", $"{name}.csv")).Length > 2);
            JsonNode spec = JsonNode.Parse(File.ReadAllText(Path.Combine(_fixture.Out, "figures", $"{name}.vl.json")))!;
            Assert.NotEmpty(spec["data"]!["values"]!.AsArray());
        }
    }

    [Fact]
    public void Published_bars_stand_below_ours()
    {
        _fixture.Run(new SyntheticMachine(), experiment: WithFigures(Figures));

        string[] data = File.ReadAllLines(Path.Combine(_fixture.Out, "figures", "stacked.csv"));
        Assert.Equal(["published,others,others,c", "published,others,others,L"], data[^2..].Select(line => string.Join(',', line.Split(',')[..4])));
    }

    [Fact]
    public void Where_nothing_counts_each_kind_still_draws_hollow()
    {
        _fixture.Run(new SyntheticMachine { IsBusy = true }, experiment: WithFigures(Figures));

        foreach (string name in s_names)
        {
            string svg = File.ReadAllText(Path.Combine(_fixture.Out, "figures", $"{name}.svg"));
            Goldens.Drawn($"void-{name}.svg", svg);
            Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
            XDocument.Parse(svg);
        }
    }

    [Fact]
    public void A_claim_with_two_bounds_is_a_grey_band()
    {
        _fixture.Run(new SyntheticMachine(), experiment: WithFigures(Figures));

        string dots = File.ReadAllText(Path.Combine(_fixture.Out, "figures", "dots.svg"));
        Assert.Contains("; P1 predicts [", dots, StringComparison.Ordinal);
        Assert.Contains("fill=\"#d8d8d8\"", dots, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("share", true, "% of run time")]
    [InlineData("share of operations", true, "% of operations")]
    [InlineData("shares", false, "shares")]
    [InlineData("ns", false, "ms")]
    public void A_share_is_shown_in_per_cent_of_its_whole(string unit, bool isShare, string axis)
    {
        Assert.Equal(isShare ? "percent" : unit == "ns" ? "ms" : "", NumberText.FormatFor(unit));
        Assert.Equal(axis, MetricScale.AxisLabel(new MetricDefinition("m", unit, "", "")));
    }

    [Theory]
    [InlineData("x: { kind: bars, title: t, metric: c, group_by: strategy, series_by: hot, scale: log, line: 0 }", "begins above zero")]
    [InlineData("x: { kind: ecdf, title: t, quantity: pauses, series_by: hot }", "'pauses' is no quantity of a distribution: pause_ns, time_to_stop_ns")]
    [InlineData("x: { kind: heatmap, title: t, metric: c, row_by: hot, column_by: M, width: wide }", "'wide' is no width: column (84 mm) or page (178 mm)")]
    [InlineData("x: { kind: stacked, title: t, parts: [c, D], row_by: hot }", "unknown metric 'D'")]
    [InlineData("x: { kind: stacked, title: t, part: [c], row_by: hot }", "unknown key 'part' (did you mean 'parts'?)")]
    [InlineData("x: { kind: stacked, title: t, parts: [c], row_by: hot, published: { others: [1, 2] } }", "there are 2 values for 1 parts")]
    [InlineData("x: { kind: staked, title: t, parts: [c], row_by: hot }", "unknown kind of figure 'staked' (did you mean 'stacked'?)")]
    public void What_cannot_be_drawn_is_refused_before_the_run(string figure, string message)
    {
        string experiment = WithFigures($"figures:\n  {figure}\n");
        ExperimentFileException e = Assert.Throws<ExperimentFileException>(() => _fixture.Run(new SyntheticMachine(), experiment: experiment));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _fixture.Dispose();
        _folder.Dispose();
    }

    private string WithFigures(string figures)
    {
        string text = File.ReadAllText(Path.Combine(RunFixture.ExperimentsFolder, "01-the-cost-of-thread-safe-counting", ExperimentFileReader.FileName));
        string file = Path.Combine(Directory.CreateDirectory(_folder.New("experiment")).FullName, ExperimentFileReader.FileName);
        File.WriteAllText(file, text[..text.IndexOf("figures:", StringComparison.Ordinal)] + figures);
        return Path.GetFullPath(file);
    }
}
