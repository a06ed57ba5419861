using System.Xml.Linq;
using GcActors.Experiments.Figures;
using Xunit;

namespace GcActors.Tests.Figures;

public class DotPlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_figure_is_well_formed_and_says_what_it_is()
    {
        XElement root = XDocument.Parse(DotPlotSvg.Draw(Small())).Root!;
        Assert.Equal("img", root.Attribute("role")!.Value);
        Assert.Equal("178mm", root.Attribute("width")!.Value);
        Assert.Equal("Cost <of> \"locking\" & more", root.Element(Svg + "title")!.Value);
        Assert.Contains("1 of 2 estimates are conclusive", root.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_are_points_and_what_is_inconclusive_is_hollow()
    {
        XElement root = XDocument.Parse(DotPlotSvg.Draw(Small())).Root!;
        Assert.Equal(5, root.Descendants(Svg + "circle").Count());
        XElement[] markers = [.. root.Descendants(Svg + "path").Where(p => p.Attribute("stroke") is not null)];
        Assert.Equal(["#0072B2", "#fff"], markers.Select(m => m.Attribute("fill")!.Value));
    }

    [Fact]
    public void Equal_data_give_equal_bytes()
    {
        // After a wanted change of the drawing: look at the new figure, then put it in the place of small.svg.
        string golden = Goldens.Read("small.svg");
        Assert.Equal(golden, Goldens.Drawn("small.svg", DotPlotSvg.Draw(Small())));
    }

    [Fact]
    public void A_logarithmic_panel_has_ticks_by_decade_and_its_line_at_one()
    {
        DotPlot plot = Small() with { Panels = [new DotPlotPanel("ratio", "times", AxisScale.Log10, 1)] };
        string drawn = DotPlotSvg.Draw(plot);
        Assert.Contains(">2</text>", drawn, StringComparison.Ordinal);
        Assert.Contains("stroke-dasharray=\"4 3\"", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public void What_lies_below_the_least_value_is_a_number_at_the_edge_and_no_marker()
    {
        DotPlot plot = Small() with { Panels = [new DotPlotPanel("cost, ns", "ns", AxisScale.Linear, 0, Least: 100)] };
        XElement root = XDocument.Parse(DotPlotSvg.Draw(plot)).Root!;
        Assert.Contains(root.Descendants(Svg + "text"), text => text.Value == "\u25c2 4");
        Assert.DoesNotContain(root.Descendants(Svg + "path"), path => path.Attribute("stroke") is not null);
        Assert.Empty(root.Descendants(Svg + "circle"));
    }

    [Fact]
    public void The_data_file_has_a_line_for_each_estimate_and_each_block()
    {
        string[] lines = DotPlotData.Of(Small()).Csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + 2 + 5, lines.Length);
        Assert.Equal("\"cost, ns\",ns,private,atomic,1,a,estimate,,4,3.5,4.5,true,", lines[1]);
        Assert.Equal("\"cost, ns\",ns,private,atomic,1,a,block,0,3.9,,,,", lines[2]);
    }

    private static DotPlot Small() => new(
        "Cost <of> \"locking\" & more", "caption", "M", ["1", "2"],
        [new DotPlotPanel("cost, ns", "ns", AxisScale.Linear, 0)],
        [new DotPlotGroup("private", [new DotPlotRow("atomic",
        [
            new DotPlotMark(0, 0, "a", 4, 3.5, 4.5, [3.9, 4.1, 4], ""),
            new DotPlotMark(0, 1, "b", 6, double.NegativeInfinity, 90, [5, 7], "G1: overlap 0.50"),
        ])])]);
}
