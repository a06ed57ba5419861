using System.Globalization;
using GcActors.Experiments.LockingCost;
using GcActors.Experiments.Predicates;
using Xunit;

namespace GcActors.Tests.LockingCost;

/// <summary>The sums over twins, on numbers that are known: the parts come to the whole, and what is planted in one part is found there and nowhere else.</summary>
public sealed class CostPartsTests
{
    private const double Operations = 1000;

    private static readonly LockedStrategy s_atomic = Named("atomic");
    private static readonly LockedStrategy s_biased = Named("biased") with { HasOwners = true };
    private static readonly LockedStrategy s_gil = Named("gil") with { NeedsGil = true };
    private static readonly LockedStrategy s_cured = Named("atomic.cured") with { NoMirror = "asks the count" };
    private static readonly LockedStrategy s_immortal = Named("atomic+immortal") with { IsImmortal = true };
    private static readonly LockedStrategy s_buffered = Named("buffered") with { HasLogs = true, NoMirror = "has counts elsewhere" };
    private static readonly LockedStrategy s_coalescing = Named("coalescing") with { HasLogs = true, NoMirror = "has counts elsewhere", NoAppend = "has marks" };
    private static readonly RecordedProgram s_one = new(1, null, FitsLines: true);
    private static readonly RecordedProgram s_two = new(2, null, FitsLines: true);
    private static readonly RecordedProgram s_unconfined = new(2, "an object dies", FitsLines: true);

    public static TheoryData<string, bool, bool> Splits
    {
        get
        {
            var splits = new TheoryData<string, bool, bool>();
            foreach (string strategy in new[] { "atomic", "biased", "gil", "atomic.cured", "atomic+immortal", "buffered", "coalescing" })
            {
                splits.Add(strategy, false, true);
                splits.Add(strategy, true, true);
                splits.Add(strategy, true, false);
            }

            return splits;
        }
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void The_parts_come_to_the_whole(string strategy, bool isParallel, bool isConfined)
    {
        LockingCostPlan plan = Plan(isConfined);
        CostParts parts = Parts(plan, strategy, isParallel ? 2 : 1);
        var values = new Values();
        double sum = Measured(parts).Sum(part => Evaluate(plan, part.Expression, values));
        Assert.Equal(Evaluate(plan, parts.Whole, values), sum, 6);
    }

    [Theory]
    [InlineData("private,serial private,parallel real,serial real,parallel off,parallel", "I")]
    [InlineData("real,serial real,parallel off,parallel", "X")]
    [InlineData("private,parallel real,parallel off,parallel", "F")]
    [InlineData("real,parallel off,parallel", "H")]
    public void A_planted_cost_is_found_in_its_part_and_nowhere_else(string cells, string key)
    {
        LockingCostPlan plan = Plan(isConfined: true);
        CostParts parts = Parts(plan, "atomic", 2);
        var without = new Values();
        var with = new Values();
        foreach (string cell in cells.Split(' '))
        {
            with.Add($"atomic,{cell},M=2", 8);
        }

        string[] changed = [.. Measured(parts)
            .Where(part => Math.Abs(Evaluate(plan, part.Expression, with) - Evaluate(plan, part.Expression, without)) > 1e-6).Select(part => part.Key)];
        Assert.Equal([key], changed);
        CostPart found = Measured(parts).Single(part => part.Key == key);
        Assert.Equal(8, Evaluate(plan, found.Expression, with) - Evaluate(plan, found.Expression, without), 6);
    }

    [Theory]
    [InlineData("append,serial append,parallel discard,serial discard,parallel real,serial real,parallel off,parallel", "wall_ns cpu_ns", "R_append")]
    [InlineData("discard,parallel real,parallel off,parallel", "wall_ns cpu_ns", "M")]
    [InlineData("real,serial real,parallel", "extra.refcount_cpu_ns extra.refcount_beside_ns extra.helper_cpu_ns", "R_apply")]
    [InlineData("real,serial real,parallel off,parallel", "wall_ns cpu_ns", "Q")]
    [InlineData("real,parallel off,parallel", "wall_ns cpu_ns", "H")]
    [InlineData("real,parallel", "wall_ns", "L")]
    [InlineData("real,parallel", "extra.run_queue_ns wall_ns", "W")]
    [InlineData("real,parallel", "extra.helper_cpu_ns", "X")]
    public void So_is_a_cost_planted_in_a_strategy_with_logs(string cells, string clocks, string key)
    {
        LockingCostPlan plan = Plan(isConfined: true);
        CostParts parts = Parts(plan, "buffered", 2);
        var without = new Values();
        var with = new Values { Clocks = clocks.Split(' ') };
        foreach (string cell in cells.Split(' '))
        {
            with.Add($"buffered,{cell},M=2", 8);
        }

        string[] changed = [.. Measured(parts)
            .Where(part => Math.Abs(Evaluate(plan, part.Expression, with) - Evaluate(plan, part.Expression, without)) > 1e-6).Select(part => part.Key)];
        Assert.Equal([key], changed);
        CostPart found = Measured(parts).Single(part => part.Key == key);
        Assert.Equal(8, Evaluate(plan, found.Expression, with) - Evaluate(plan, found.Expression, without), 6);
    }

    [Fact]
    public void A_strategy_whose_logs_must_be_read_has_its_halves_in_one_part_and_says_why()
    {
        LockingCostPlan plan = Plan(isConfined: true);
        Assert.DoesNotContain(plan.Cells, cell => cell is { Strategy: "coalescing", Twin: "append" or "discard" });
        Assert.Contains(Parts(plan, "coalescing", 2).All, part => part.Key == "R_append + M + Q" && part.Note.Contains("has marks", StringComparison.Ordinal));
        Assert.Contains(Parts(Plan(isConfined: false), "buffered", 2).All, part => part.Key == "R_append + M + Q" && part.Note.Contains("an object dies", StringComparison.Ordinal));
    }

    [Fact]
    public void What_owners_cost_is_what_it_costs_them_alone()
    {
        LockingCostPlan plan = Plan(isConfined: true);
        var values = new Values();
        double alone = Evaluate(plan, Measured(Parts(plan, "biased", 1)).Single(part => part.Key == "B").Expression, values);
        Assert.Equal(alone, Evaluate(plan, Measured(Parts(plan, "biased", 2)).Single(part => part.Key == "B").Expression, values), 6);
    }

    [Fact]
    public void What_cannot_be_told_apart_is_said_and_not_invented()
    {
        LockingCostPlan plan = Plan(isConfined: false);
        IReadOnlyList<CostPart> parts = Parts(plan, "atomic", 2).All;
        Assert.Contains(parts, part => part is { Key: "A + K", Kind: PartKind.Measured } && part.Note.Contains("an object dies", StringComparison.Ordinal));
        Assert.Contains(parts, part => part is { Key: "X", Kind: PartKind.NotSeparated });
        Assert.DoesNotContain(plan.Cells, cell => cell is { Mutators: 2, Twin: "none" or "plain" or "plain-private" or "private" });
        Assert.Equal(PartKind.ZeroByConstruction, parts.Single(part => part.Key == "G").Kind);
    }

    [Fact]
    public void Both_orders_of_instruction_and_coherence_share_the_same_sum()
    {
        LockingCostPlan plan = Plan(isConfined: true);
        CostParts parts = Parts(plan, "atomic", 2);
        var values = new Values();
        double Of(string key) => Evaluate(plan, parts.All.Single(part => part.Key == key).Expression, values);
        Assert.Equal(Of("I") + Of("H") + Of("W"), Of("H first") + Of("I after H"), 6);
    }

    [Fact]
    public void A_known_cost_of_each_operation_has_an_exposure_of_one()
    {
        LockingCostPlan plan = Plan(isConfined: true) with { DosesNs = LockingCostPlan.UsualDosesNs };
        CostParts parts = Parts(plan, "atomic", 2);
        var values = new Values { IsFlat = true };
        foreach (TwinCell cell in plan.Cells.Where(cell => cell is { Strategy: "atomic", Mutators: 2, DoseNs: not null }))
        {
            values.Add(cell.Name, cell.DoseNs!.Value);
        }

        Assert.Equal(1, Evaluate(plan, parts.SumOf("exposure")!, values), 6);
        Assert.Null(parts.SumOf("exposure_locked"));
    }

    /// <summary>1,000 flat values of everything are one of each for each operation: one message, one entry, one lock.</summary>
    [Theory]
    [InlineData("buffered", "exposure_message", "dosed-message", 500)]
    [InlineData("buffered", "exposure_log_entry", "dosed-log-entry", 1)]
    [InlineData("object-lock", "exposure_locked", "dosed-locked", 1)]
    public void A_known_cost_is_related_to_how_often_it_is_paid(string strategy, string key, string twin, int scale)
    {
        LockedStrategy locked = Named("object-lock") with { HasLocks = true };
        LockingCostPlan plan = Plan(isConfined: true) with { Strategies = [locked, s_buffered], DosesNs = LockingCostPlan.UsualDosesNs, DosePlaces = DosePlace.All };
        var values = new Values { IsFlat = true };
        foreach (TwinCell cell in plan.Cells.Where(cell => cell.Twin == twin))
        {
            values.Add(cell.Name, 3 * scale * cell.DoseNs!.Value);
        }

        Assert.Equal(3, Evaluate(plan, Parts(plan, strategy, 2).SumOf(key)!, values), 6);
        Assert.Contains(CostSplit.Of(plan, new Dictionary<string, string>()).Cells, cell => cell.Settings["counting.dose_ns"] == (8 * scale).ToString(CultureInfo.InvariantCulture)
            && cell.Settings["counting.dose_site"] == twin["dosed-".Length..]);
    }

    private static IEnumerable<CostPart> Measured(CostParts parts) => parts.All.Where(part => part is { Kind: PartKind.Measured, IsMeasured: true });

    private static LockedStrategy Named(string label) => new(
        label, new Dictionary<string, string> { ["counting.strategy"] = label.Split('.', '+')[0] }, IsImmortal: false, IsForOne: false, NeedsGil: false, HasLocks: false, HasOwners: false, NoMirror: null);

    private static LockingCostPlan Plan(bool isConfined) => new(
        "hot", new Dictionary<string, string> { ["plan"] = "floor" }, [s_atomic, s_biased, s_gil, s_cured, s_immortal, s_buffered, s_coalescing], [s_one, isConfined ? s_two : s_unconfined]);

    private static CostParts Parts(LockingCostPlan plan, string strategy, int mutators) => new(
        plan, plan.Strategies.Single(s => s.Label == strategy), plan.Programs.Single(p => p.Mutators == mutators));

    private static double Evaluate(LockingCostPlan plan, string expression, Values values)
    {
        var split = CostSplit.Of(plan, new Dictionary<string, string>());
        return split.Language.ParseExpression(expression).Evaluate(values);
    }

    /// <summary>Some number for each quantity of each cell.</summary>
    private sealed class Values : ICellValues
    {
        private readonly Dictionary<string, double> _added = [];

        /// <summary>The same for all.</summary>
        public bool IsFlat { get; init; }

        /// <summary>Where what is added is seen.</summary>
        public IReadOnlyList<string> Clocks { get; init; } = ["wall_ns", "cpu_ns"];

        /// <summary>So many ns for each operation, on a lane or on two.</summary>
        public void Add(string cell, double ns) => _added[cell] = ns * Operations;

        public double Get(string cell, string quantity) => quantity == "extra.run_operations"
            ? Operations
            : 1000 + (IsFlat ? 0 : StableHash(cell + quantity) % 5000) + AddedTo(cell, quantity);

        private double AddedTo(string cell, string quantity) =>
            !Clocks.Contains(quantity) ? 0 : _added.GetValueOrDefault(cell) / (quantity == "wall_ns" && cell.Contains(",parallel,M=2", StringComparison.Ordinal) ? 2 : 1);

        private static int StableHash(string text) =>
            int.Parse(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
