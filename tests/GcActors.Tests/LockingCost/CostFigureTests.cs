using GcActors.Experiments.Figures;
using GcActors.Experiments.LockingCost;
using GcActors.Experiments.Results;
using GcActors.Experiments.Statistics;
using Xunit;

namespace GcActors.Tests.LockingCost;

public class CostFigureTests
{
    private static readonly LockedStrategy s_atomic = new("atomic", new Dictionary<string, string>(), IsImmortal: false, IsForOne: false, NeedsGil: false, HasLocks: false, HasOwners: false, NoMirror: null);
    private static readonly LockedStrategy s_lock = s_atomic with { Label = "object-lock" };
    private static readonly RecordedProgram s_two = new(2, null, FitsLines: true);
    private static readonly LockingCostPlan s_plan = new("hot", new Dictionary<string, string>(), [s_atomic, s_lock], [s_two]);

    [Fact]
    public void Parts_stand_in_the_order_of_the_ladder_with_the_residual_last()
    {
        StackedBars bars = Bars(Table(s_atomic, 7, ("A", 3), ("X", -0.5), ("I", 2), ("H", 2.5)));
        Assert.Equal(["A", "I", "H", "X"], bars.Parts.Select(part => part.Name));
        Assert.Equal([false, false, false, true], bars.Parts.Select(part => part.IsResidual));
        Assert.Equal([3, 2, 2.5, -0.5], Assert.Single(bars.Rows).Values.Select(value => value.Value));
        Assert.Equal(7, bars.Rows.Single().Whole!.Value);
    }

    [Fact]
    public void A_part_that_another_strategy_alone_has_is_nothing_here()
    {
        StackedBars bars = Bars(Table(s_atomic, 5, ("A", 3), ("I", 2)), Table(s_lock, 9, ("A", 3), ("I", 2), ("L", 4)));
        Assert.Equal([3, 2, 0], bars.Rows.First().Values.Select(value => value.Value));
        Assert.Equal("2 mutators", Assert.Single(bars.Groups).Label);
    }

    [Fact]
    public void What_is_inconclusive_is_hollow()
    {
        CostTable table = Table(s_atomic, 5, ("A", 3));
        CostValue disturbed = new(new TableValue(Estimate.Without("no block", Scale.Linear, []), "G1", "G1"), Hollow: 4);
        StackedBars bars = Bars(table with { Rows = [table.Rows[0] with { Cost = disturbed }] });
        PlotValue value = bars.Rows.Single().Values.Single();
        Assert.Equal((4, false), (value.Value, value.IsConclusive));
    }

    [Fact]
    public void The_drawing_has_its_data_beside_it()
    {
        FigureFiles files = CostFigure.Draw([Table(s_atomic, 5, ("A", 3), ("I", 2))], "caption");
        Assert.Contains("What locking costs hot, by cause", files.Svg, StringComparison.Ordinal);
        Assert.Contains("2 mutators,atomic", files.Csv, StringComparison.Ordinal);
    }

    private static StackedBars Bars(params CostTable[] tables) => CostFigure.Build(tables, "caption");

    private static CostTable Table(LockedStrategy strategy, double whole, params (string Key, double Ns)[] parts) => new(
        new CostParts(s_plan, strategy, s_two),
        Value(whole),
        [.. parts.Select(part => new CostRow(new CostPart(part.Key, "what it is", PartKind.Measured, "expression"), Value(part.Ns), Value(part.Ns / whole)))],
        new CostRow(new CostPart("locking", "all", PartKind.Beside, "expression"), Value(1), Value(1)),
        IsClosed: true,
        Value(1),
        Exposures: [],
        OperationsPerAlloc: null);

    private static CostValue Value(double ns) => new(new TableValue(new Estimate(ns, ns - 0.1, ns + 0.1, Scale.Linear, [ns], 0.1), "", ""), ns);
}
