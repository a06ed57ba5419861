using GcActors.Experiments.Running;
using Xunit;

namespace GcActors.Tests.Running;

public sealed class ExtendsTests : IDisposable
{
    private const string Base = """
        id: base
        revision: 1
        title: A base
        question: What is it?
        seed: 1
        base: { workload: hot, workload.steps: 10, workload.work: 8 }
        matrix:
          s: { setting: counting.strategy, values: [atomic, biased] }
          M: { setting: mutators, values: [1, 2] }
        profiles:
          quick: { blocks: 5 }
        metrics: { T: { unit: ns, formula: wall_ns, says: time } }
        predicates:
          P1: { text: "T[atomic, 1] > 0", says: time passes }
          P2: { text: "T[biased, 2] > 0", says: there too }
        """;

    private const string Child = """
        extends: base.yaml
        id: child
        title: A child
        base: { workload.steps: 20 }
        matrix:
          M: { values: [1, 2, 4] }
          hot: { setting: workload.hot_percent, values: [0] }
        profiles:
          quick: { blocks: 7 }
        predicates:
          P2:
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_says_only_what_is_different()
    {
        ExperimentFile file = Read(Child);
        Assert.Equal(("child", 1, "A child", 7), (file.Id, file.Revision, file.Title, file.Profiles["quick"].Blocks));
        Assert.Equal(("20", "8"), (file.Base["workload.steps"], file.Base["workload.work"]));
        Assert.Equal(["s", "M", "hot"], file.Matrix.Select(factor => factor.Name));
        Assert.Equal(["1", "2", "4"], file.Matrix[1].Levels.Select(level => level.Name));
        Assert.Equal(["P1"], file.Predicates.Select(predicate => predicate.Id));
    }

    [Fact]
    public void Its_whole_text_reads_the_same_alone()
    {
        ExperimentFile file = Read(Child);
        ExperimentFile alone = ExperimentFileReader.Read(_folder.File("alone.yaml", file.Text));
        Assert.DoesNotContain("extends", file.Text, StringComparison.Ordinal);
        Assert.Equal(
            ExperimentResolver.Resolve(file, "quick", new Dictionary<string, string>(), 2).Cells.Select(cell => string.Join(' ', cell.Settings)),
            ExperimentResolver.Resolve(alone, "quick", new Dictionary<string, string>(), 2).Cells.Select(cell => string.Join(' ', cell.Settings)));
    }

    [Fact]
    public void A_mistake_is_named_in_the_file_that_has_it()
    {
        Assert.Contains("child.yaml:11:9: unknown key 'tex'", Fails(Child.Replace("P2:", "P2: { tex: x }", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("base.yaml:5:7: a whole number is expected", Fails(Child, Base.Replace("seed: 1", "seed: x", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_is_refused_with_both_names() => Assert.Contains(
        "base.yaml:1:10: base.yaml extends child.yaml, which extends base.yaml again", Fails(Child, "extends: child.yaml\n" + Base), StringComparison.Ordinal);

    [Fact]
    public void What_is_not_there_cannot_be_extended() => Assert.Contains(
        "child.yaml:1:10: there is no file 'bse.yaml' to extend", Fails(Child.Replace("base.yaml", "bse.yaml", StringComparison.Ordinal)), StringComparison.Ordinal);

    private string Fails(string child, string under = Base) => Assert.Throws<ExperimentFileException>(() => Read(child, under)).Message;

    private ExperimentFile Read(string child, string under = Base)
    {
        _folder.File("base.yaml", under);
        return ExperimentFileReader.Read(_folder.File("child.yaml", child));
    }
}
