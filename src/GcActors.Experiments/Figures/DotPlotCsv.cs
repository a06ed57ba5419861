using System.Text;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Figures;

/// <summary>The data of a <see cref="DotPlot"/>: one line for each estimate and one for each block value.</summary>
public static class DotPlotCsv
{
    public static string Of(DotPlot plot)
    {
        var text = new StringBuilder(CsvText.Line(["panel", "axis", "group", "row", "series", "cell", "what", "point", "value", "low", "high",
            "conclusive", "reason"]));
        foreach (DotPlotGroup group in plot.Groups)
        {
            foreach (DotPlotRow row in group.Rows)
            {
                foreach (DotPlotMark mark in row.Marks)
                    Append(text, plot, group, row, mark);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, DotPlot plot, DotPlotGroup group, DotPlotRow row, DotPlotMark mark)
    {
        DotPlotPanel panel = plot.Panels[mark.Panel];
        object?[] place = [panel.Title, panel.AxisLabel, group.Label, row.Label, plot.Series[mark.Series], mark.Cell];
        text.Append(CsvText.Line([.. place, "estimate", null, mark.Value, mark.Low, mark.High, mark.IsConclusive, mark.Reason]));
        for (int point = 0; point < mark.BlockValues.Count; point++)
            text.Append(CsvText.Line([.. place, "block", point, mark.BlockValues[point], null, null, null, null]));
    }
}
