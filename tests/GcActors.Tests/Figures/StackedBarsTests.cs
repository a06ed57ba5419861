using System.Text.Json.Nodes;
using System.Xml.Linq;
using GcActors.Experiments.Figures;
using Xunit;

namespace GcActors.Tests.Figures;

public class StackedBarsTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void What_is_positive_goes_right_from_zero_and_what_is_negative_left()
    {
        (int, double, double)[] segments = [.. Split().Rows.First().Segments()];
        Assert.Equal([(0, 0, 3), (1, 3, 8), (2, 0, -1), (3, 8, 9)], segments);
    }

    [Fact]
    public void Each_part_and_the_whole_have_a_tooltip_with_their_interval()
    {
        XElement root = XDocument.Parse(StackedBarsSvg.Draw(Split())).Root!;
        string[] tips = [.. root.Descendants(Svg + "g").Elements(Svg + "title").Select(t => t.Value)];
        Assert.Contains("a & b, A instruction: 3 [2.5, 3.5]", tips);
        Assert.Contains("a & b, whole: 8 [7, 9]", tips);
        Assert.Contains("c, A instruction: 2 [1, 3], inconclusive: G1: overlap 0.5", tips);
    }

    [Fact]
    public void The_remainder_is_hatched_in_grey_and_what_is_inconclusive_hollow()
    {
        XElement root = XDocument.Parse(StackedBarsSvg.Draw(Split())).Root!;
        XElement remainder = root.Descendants(Svg + "g").First(g => (string?)g.Element(Svg + "title") == "a & b, X: 1 [0.5, 1.5]");
        string pattern = remainder.Element(Svg + "rect")!.Attribute("fill")!.Value;
        Assert.Contains(root.Descendants(Svg + "pattern"), p => $"url(#{p.Attribute("id")!.Value})" == pattern);
        XElement hollow = root.Descendants(Svg + "g").First(g => ((string?)g.Element(Svg + "title") ?? "").StartsWith("c, A", StringComparison.Ordinal));
        Assert.Equal("#fff", hollow.Element(Svg + "rect")!.Attribute("fill")!.Value);
    }

    [Fact]
    public void Neighbouring_parts_differ_in_hatch_and_a_second_round_of_colours_in_both()
    {
        string[] looks = [.. Enumerable.Range(0, 14).Select(i => $"{Palette.ColourOf(i)} {Palette.HatchOf(i)}")];
        Assert.Equal(14, looks.Distinct().Count());
    }

    [Theory]
    [InlineData(false, "178mm")]
    [InlineData(true, "84mm")]
    public void A_figure_is_as_wide_as_a_page_or_a_column_and_nothing_sticks_out(bool isColumn, string width)
    {
        XElement root = XDocument.Parse(StackedBarsSvg.Draw(Split() with { IsColumn = isColumn })).Root!;
        Assert.Equal(width, root.Attribute("width")!.Value);
        double right = isColumn ? 336 : 712;
        foreach (XElement rect in root.Descendants(Svg + "rect"))
            Assert.InRange((double?)rect.Attribute("x") + (double)rect.Attribute("width")! ?? 0, 0, right);
    }

    [Fact]
    public void Equal_data_give_equal_bytes()
    {
        // After a wanted change of the drawing: look at the new figure, then put it in the place of stacked.svg.
        Assert.Equal(Goldens.Read("stacked.svg"), Goldens.Drawn("stacked.svg", StackedBarsSvg.Draw(Split())));
    }

    [Fact]
    public void The_data_have_a_line_for_each_part_and_one_for_the_whole()
    {
        string[] lines = StackedBarsData.Of(Split()).Csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + 4 + 1 + 4, lines.Length);
        Assert.Equal("private,atomic,a & b,A,A instruction,ns per operation,0,3,3,2.5,3.5,true,", lines[1]);
        Assert.Equal("private,atomic,a & b,whole,what the parts should add up to,ns per operation,,,8,7,9,true,", lines[5]);
    }

    [Fact]
    public void The_specification_holds_the_same_values()
    {
        JsonNode spec = JsonNode.Parse(StackedBarsData.VegaLiteOf(Split()))!;
        Assert.Equal("https://vega.github.io/schema/vega-lite/v5.json", (string?)spec["$schema"]);
        Assert.Equal(9, spec["data"]!["values"]!.AsArray().Count);
        Assert.Equal(2.5, (double?)spec["data"]!["values"]![0]!["low"]);
        Assert.Equal(3, spec["layer"]!.AsArray().Count);
    }

    private static StackedBars Split() => new(
        "What locking costs, split by <cause>", "caption", "ns per operation",
        [new StackedPart("A", "A instruction"), new StackedPart("K", "K coherence"), new StackedPart("I", "I waits"), new StackedPart("X", "X", IsResidual: true)],
        [new StackedGroup("private",
        [
            new StackedRow("atomic", "a & b", [Of(3, 0.5), Of(5, 1), Of(-1, 0.3), Of(1, 0.5)], Of(8, 1)),
            new StackedRow("biased", "c", [Of(2, 1) with { Reason = "G1: overlap 0.5" }, Of(1, 0.1), Of(double.NaN, 0), Of(0.2, 0.4)], null),
        ])]);

    private static PlotValue Of(double value, double half) => new(value, value - half, value + half, "");
}
