using GcActors.Experiments.Comparing;
using GcActors.Experiments.Results;

namespace GcActors.Cli.Output;

/// <summary>A comparison for reading: values, what moved where something changed, what is not the same.</summary>
internal static class ComparisonText
{
    private const int MostCounters = 4;

    public static void Write(CliContext context, RunComparison comparison, IReadOnlyList<ComparedValue> regressions)
    {
        foreach (string warning in comparison.Warnings)
        {
            context.Error.WriteLine("warning: " + warning);
        }

        TextTable.Write(
            context,
            ["cell", "metric", "A", "B", "B / A", "verdict", "moved"],
            [.. comparison.Values.Select(value => (IReadOnlyList<string>)
            [
                value.Cell, $"{value.Metric}, {value.Unit}", Number(value.A), Number(value.B), Ratio(value), Verdict(value, regressions), Moved(comparison, value),
            ])]);
        context.Out.WriteLine();
        context.Out.WriteLine(MethodOf(comparison));
        foreach (string difference in comparison.Differences)
        {
            context.Out.WriteLine("differs: " + difference);
        }

        if (regressions.Count > 0)
        {
            context.Out.WriteLine($"regression: {string.Join("; ", regressions.Select(r => $"{r.Cell} {r.Metric} {Ratio(r)}"))}");
        }
    }

    private static string MethodOf(RunComparison comparison)
    {
        if (comparison.IsExact)
        {
            return "Counts of seeded runs: any difference is one.";
        }

        string floor = comparison.NoiseFloor > 1 ? $"The same cell twice differs by up to {NumberText.Number(comparison.NoiseFloor)} ×: less is noise. " : "";
        return "B / A of independent runs: difference of the means of logarithms over blocks, 95 % interval; blocks are not paired. "
            + $"{floor}{comparison.Values.Count} values are compared: of twenty, one is outside its interval by chance.";
    }

    private static string Number(double value) => double.IsFinite(value) ? NumberText.Grouped(value) : "–";

    private static string Ratio(ComparedValue value) => !double.IsFinite(value.Ratio) ? "–"
        : value.Low == value.High ? NumberText.Number(value.Ratio)
        : $"{NumberText.Number(value.Ratio)} [{NumberText.Number(value.Low)}, {NumberText.Number(value.High)}]";

    private static string Verdict(ComparedValue value, IReadOnlyList<ComparedValue> regressions) =>
        $"{value.Verdict}{(regressions.Contains(value) ? ", regression" : "")}{(value.Reason.Length > 0 ? $" ({value.Reason})" : "")}";

    /// <summary>Only where there is something to explain.</summary>
    private static string Moved(RunComparison comparison, ComparedValue value) =>
        value.Verdict is ComparedValue.WithinNoise or ComparedValue.Inconclusive or "equal"
            ? ""
            : string.Join(", ", comparison.Moved[value.Cell].Take(MostCounters).Select(Counter));

    private static string Counter(MovedCounter counter) => double.IsFinite(counter.Ratio) && counter.Ratio > 0
        ? $"{counter.Name} × {NumberText.Number(counter.Ratio)}"
        : $"{counter.Name} {Number(counter.A)} → {Number(counter.B)}";
}
