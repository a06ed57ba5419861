using System.Text;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Figures;

/// <summary>The data of a <see cref="Raster"/>, one line a collection.</summary>
public static class RasterCsv
{
    public static string Of(Raster raster)
    {
        var text = new StringBuilder(CsvText.Line(["group", "machine", "place", "generation"]));
        foreach (RasterGroup group in raster.Groups)
        {
            foreach (RasterLane lane in group.Lanes)
            {
                foreach ((double x, int generation) in lane.Events)
                    text.Append(CsvText.Line([group.Label, lane.Machine, x, generation]));
            }
        }

        return text.ToString();
    }
}
