using GcActors.Experiments.LockingCost;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Running;
using Xunit;

namespace GcActors.Tests.LockingCost;

/// <summary>The split in an experiment file: its cells beside the matrix's, its sums in claims.</summary>
public sealed class SplitTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gcactors-split-");
    private string _sites = "operation";

    [Fact]
    public void Twins_stand_beside_what_is_compared_and_are_no_part_of_it()
    {
        Experiment experiment = Resolve("quick");
        Assert.Equal(["plain,M=2", "atomic,M=2", "again"], experiment.ComparedCells.Select(cell => cell.Name));
        Assert.Contains(experiment.Cells, cell => cell.Name == "atomic,real,serial,M=1");
        Assert.DoesNotContain(experiment.Cells, cell => cell.Name.StartsWith("gil,", StringComparison.Ordinal));
        Cell dosed = experiment.Cells.Single(cell => cell.Name == "atomic,dosed,parallel,M=2,dose=8");
        Assert.Equal(("0", "50"), (dosed.Settings["workload.hot_percent"], experiment.Cells.Single(cell => cell.Name == "atomic,real,serial,M=1").Settings["workload.hot_percent"]));
    }

    [Fact]
    public void A_profile_chooses_among_strategies_mutators_and_doses()
    {
        Experiment full = Resolve("full");
        Assert.Contains(full.Cells, cell => cell.Name == "gil,real,parallel,M=2");
        Assert.Contains(full.Cells, cell => cell.Name == "atomic,dosed,parallel,M=2,dose=16");
        Assert.Contains(full.Cells, cell => cell.Name == "unsync,dosed,parallel,M=1,dose=16");
        Assert.DoesNotContain(full.Cells, cell => cell.Name == "atomic,dosed,parallel,M=1,dose=16");
        Assert.True(full.Split!.Plan.Strategies.Single(s => s.Label == "gil").NeedsGil);
    }

    [Fact]
    public void What_counts_right_for_one_mutator_only_is_split_with_one()
    {
        Experiment full = Resolve("full");
        Assert.Contains(full.Cells, cell => cell.Name == "unsync,private,serial,M=1");
        Assert.DoesNotContain(full.Cells, cell => cell.Name.StartsWith("unsync", StringComparison.Ordinal) && cell.Name.Contains("M=2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("split.H[atomic, 2]", "atomic,real,parallel,M=2")]
    [InlineData("split.I[M=2, strategy=atomic]", "atomic,private,serial,M=2")]
    [InlineData("split.exposure[atomic, 2]", "atomic,dosed,parallel,M=2,dose=0")]
    public void Claims_use_its_sums_by_name(string text, string cell) => Assert.Contains(cell, Resolve("quick").Language.ParseExpression(text).Cells);

    [Fact]
    public void What_is_zero_by_construction_is_zero_in_a_claim() => Assert.True(Resolve("quick").Language.ParseExpression("split.G[atomic, 2]").IsConstant);

    [Theory]
    [InlineData("split.H[gil, 2]", "no split")]
    [InlineData("split.H[M=2, strategy=plain]", "no split")]
    [InlineData("split.Z[atomic, 2]", "has no sum 'Z'")]
    public void What_is_not_there_is_named(string text, string because)
    {
        PredicateSyntaxException refusal = Assert.Throws<PredicateSyntaxException>(() => Resolve("quick").Language.ParseExpression(text));
        Assert.Contains(because, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_site_that_no_split_has_is_named()
    {
        _sites = "lockd";
        ExperimentFileException refusal = Assert.Throws<ExperimentFileException>(() => Resolve("quick"));
        Assert.Contains("no site 'lockd' for doses (did you mean 'locked'?)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_twins_differ_in_cannot_be_set_for_all()
    {
        ExperimentFileException refusal = Assert.Throws<ExperimentFileException>(() => Resolve("quick", ("runtime", "threads")));
        Assert.Contains("'runtime' is what the twins", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_locking_cost_writes_is_read_as_what_was_planned()
    {
        LockedStrategy[] strategies = [Strategy("atomic"), Strategy("object-lock") with { HasLocks = true }, Strategy("gil") with { NeedsGil = true }];
        var plan = new LockingCostPlan(
            "hot", new Dictionary<string, string> { ["plan"] = "floor", ["workload"] = "hot", ["heap.allocator"] = "leased" }, strategies,
            [new RecordedProgram(1, null, true), new RecordedProgram(2, "an object dies: elsewhere", false)])
        {
            DosesNs = LockingCostPlan.UsualDosesNs,
            DosePlaces = DosePlace.All,
        };
        string file = Path.Combine(_folder.FullName, "written.yaml");
        File.WriteAllText(file, LockingCostFile.Write(plan));
        Experiment experiment = ExperimentResolver.Resolve(ExperimentFileReader.Read(file), "full", new Dictionary<string, string>(), cores: 2);
        Assert.Equal(plan.Cells.Select(cell => cell.Name), experiment.Split!.Cells.Select(cell => cell.Name));
        Assert.Equal(plan.Programs, experiment.Split.Plan.Programs);
        Assert.Equal(strategies.Select(s => (s.Label, s.HasLocks, s.NeedsGil)), experiment.Split.Plan.Strategies.Select(s => (s.Label, s.HasLocks, s.NeedsGil)));
        Assert.Equal("A/A double", experiment.Cells[^1].Name);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static LockedStrategy Strategy(string name) =>
        new(name, new Dictionary<string, string> { ["counting.strategy"] = name }, IsImmortal: false, IsForOne: false, NeedsGil: false, HasLocks: false, HasOwners: false, NoMirror: null);

    private Experiment Resolve(string profile, params (string Key, string Value)[] overrides)
    {
        string file = Path.Combine(_folder.FullName, ExperimentFileReader.FileName);
        File.WriteAllText(file, $$"""
            id: x
            revision: 1
            title: X
            question: Is it?
            seed: 1
            base: { plan: floor, workload: hot, heap.allocator: leased }
            matrix:
              strategy:
                levels:
                  plain: { counting.strategy: racing-pinned }
                  atomic: { counting.strategy: atomic }
              M: { setting: mutators, values: [2] }
            split:
              settings: { collection.collector: backup-trace, workload.hot_percent: 50 }
              strategies:
                atomic: { counting.strategy: atomic }
                gil: { counting.strategy: gil }
                unsync: { counting.strategy: unsync }
              mutators: [1, 2]
              doses: [0, 8, 16]
              dose_sites: [{{_sites}}]
              dose_settings: { workload.hot_percent: 0 }
            aa_pair: { name: again, of: { strategy: atomic } }
            profiles:
              quick: { blocks: 5, levels: { split.strategy: [atomic], split.dose: [0, 8] } }
              full: { blocks: 20 }
            metrics:
              T: { unit: ns, formula: wall_ns, says: time }
              c: { unit: ns, formula: "T - T[strategy=plain]", says: cost }
            predicates:
              closed: { text: "all m in {1, 2}: negligible(split.X[atomic, m] / split.whole[atomic, m])", says: it closes }
            """);
        return ExperimentResolver.Resolve(ExperimentFileReader.Read(file), profile, overrides.ToDictionary(o => o.Key, o => o.Value), cores: 2);
    }
}
