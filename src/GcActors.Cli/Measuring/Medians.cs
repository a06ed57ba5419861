using System.Text.Json.Nodes;
using GcActors.Experiments.Statistics;

namespace GcActors.Cli.Measuring;

/// <summary>Repeats a set of measurements in turn, so that drift of the machine falls on all alike, and reports the median of each.</summary>
internal static class Medians
{
    /// <summary>Of two cores that are shared with others, a repetition counts when its threads ran at once for this share of the time.</summary>
    public const double LeastOverlap = 0.9;

    /// <param name="options">Repetitions and cancellation.</param>
    /// <param name="measurements">Name with its unit last, and one repetition of it; NaN: the repetition does not count.</param>
    /// <returns>Medians by name; null where no repetition counted.</returns>
    public static JsonObject Of(MeasureOptions options, IReadOnlyList<(string Name, Func<double> Measure)> measurements)
    {
        List<double>[] values = [.. measurements.Select(_ => new List<double>())];
        for (int repetition = -1; repetition < options.Repetitions; repetition++)
        {
            for (int i = 0; i < measurements.Count; i++)
            {
                options.Cancellation.ThrowIfCancellationRequested();
                double value = measurements[i].Measure();
                // The first round compiles and touches: it is measured like the others and left out.
                if (repetition >= 0 && !double.IsNaN(value))
                {
                    values[i].Add(value);
                }
            }
        }

        var medians = new JsonObject();
        for (int i = 0; i < measurements.Count; i++)
        {
            medians[measurements[i].Name] = values[i].Count == 0 ? null : Math.Round(Median.Of(values[i]), 3);
        }

        medians["repetitions"] = options.Repetitions;
        medians["valid_repetitions_least"] = values.Min(v => v.Count);
        return medians;
    }
}
