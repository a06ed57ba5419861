using GcActors.Experiments.Figures;

namespace GcActors.Experiments.LockingCost;

/// <summary>The splits as stacked bars: a bar a strategy, a panel a number of mutators, the residual on top.</summary>
public static class CostFigure
{
    /// <summary>Of the files in <c>figures/</c>.</summary>
    public const string Name = "parts";

    private const string ResidualKey = "X";

    /// <param name="tables">Splits of one workload.</param>
    /// <param name="caption">What was run, and how much.</param>
    public static FigureFiles Draw(IReadOnlyList<CostTable> tables, string caption)
    {
        StackedBars bars = Build(tables, caption);
        return new FigureFiles(StackedBarsSvg.Draw(bars), StackedBarsData.Of(bars).Csv, StackedBarsData.VegaLiteOf(bars));
    }

    internal static StackedBars Build(IReadOnlyList<CostTable> tables, string caption)
    {
        // What is zero by construction everywhere would be a legend entry that no bar has.
        CostPart[] parts = [.. tables.SelectMany(table => table.Rows).Select(row => row.Part).Where(part => part is { Kind: PartKind.Measured })
            .DistinctBy(part => part.Key).OrderBy(part => part.Key == ResidualKey)];
        return new StackedBars(
            $"What locking costs {tables[0].Parts.Workload}, by cause",
            caption,
            "ns of thread time a counted operation",
            [.. parts.Select(part => new StackedPart(part.Key, $"{part.Key} {part.Name}", part.Key == ResidualKey))],
            [.. tables.GroupBy(table => table.Parts.Program.Mutators).Select(group => new StackedGroup(
                group.Key == 1 ? "1 mutator" : $"{group.Key} mutators", [.. group.Select(table => Row(table, parts))]))]);
    }

    private static StackedRow Row(CostTable table, CostPart[] parts) => new(
        table.Parts.Strategy.Label,
        table.Parts.WholeCell.Name,
        [.. parts.Select(part => Value(table.Rows.FirstOrDefault(row => row.Part.Key == part.Key && row.Part.Kind == PartKind.Measured)?.Cost))],
        Value(table.Whole));

    /// <summary>What disturbed invocations show is drawn hollow; a part that a strategy does not have is nothing.</summary>
    private static PlotValue Value(CostValue? cost) => cost switch
    {
        null => new PlotValue(0, 0, 0, ""),
        { Value: { IsConclusive: true, Estimate: var estimate } } => new PlotValue(estimate.Value, estimate.Low, estimate.High, ""),
        _ => new PlotValue(cost.Hollow, double.NaN, double.NaN, cost.Value.Reason),
    };
}
