using System.Text;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Figures;

/// <summary>The data of a <see cref="LinePlot"/>, one line a cell.</summary>
public static class LinePlotCsv
{
    public static string Of(LinePlot plot)
    {
        var text = new StringBuilder(CsvText.Line(["panel", "series", "cell", "x", "y", "expected"]));
        foreach (LinePlotPanel panel in plot.Panels)
        {
            foreach (LinePlotPoint point in panel.Points)
                text.Append(CsvText.Line([panel.Title, plot.Series[point.Series], point.Cell, point.X, point.Y, point.Expected]));
        }

        return text.ToString();
    }
}
