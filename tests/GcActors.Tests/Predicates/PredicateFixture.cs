using GcActors.Experiments.Predicates;

namespace GcActors.Tests.Predicates;

/// <summary>Four strategies × M × hot with times by a formula and a little noise, in five blocks.</summary>
internal sealed class PredicateFixture
{
    public const int Blocks = 5;

    public PredicateFixture(Func<string, int, int, double> time, double noise = 0.01)
    {
        var cells = new List<Cell>();
        foreach (string strategy in new[] { "plain", "object-lock", "atomic", "atomic+immortal" })
        {
            foreach (int m in new[] { 1, 2 })
            {
                foreach (int hot in new[] { 0, 25, 100 })
                    cells.Add(Add(strategy, m, hot, time(strategy, m, hot), noise));
            }
        }

        Language = new CellLanguage(new CellIndex(["strategy", "M", "hot"], cells),
        [
            new MetricDefinition("T", "ns", "wall_ns", ""),
            new MetricDefinition("c", "ns per operation", "(T - T[strategy=plain]) * mutators / operations", ""),
            new MetricDefinition("L", "share", "1 - T[strategy=plain] / T", ""),
        ]);
    }

    public SampleTable Samples { get; } = new(Blocks);

    public CellLanguage Language { get; }

    /// <summary>Plain 1 ns, atomic 4 ns, 9 ns when two share; object-lock twice that.</summary>
    public static PredicateFixture Plausible() => new((strategy, m, hot) =>
    {
        double pairs = 1e6 / m;
        double atomic = m == 2 ? 4 + (hot * 0.2) : 4;
        return pairs * strategy switch
        {
            "plain" => 1,
            "atomic" => atomic,
            "object-lock" => 2 * atomic,
            _ => 1.2,
        };
    });

    public PredicateVerdict Judge(string text) =>
        new PredicateJudge(new SampleEvaluator(Samples, 1), _ => "G1: overlap 0.50")
            .Judge(new PredicateSpec("P", text, "both", ""), Language.ParsePredicate(text));

    private Cell Add(string strategy, int m, int hot, double time, double noise)
    {
        string name = $"{strategy},{m},{hot}";
        for (int block = 0; block < Blocks; block++)
            Samples.Add(name, block, Sample(time * (1 + (noise * ((block * 7 % 5) - 2))), m));
        var tags = new Dictionary<string, string> { ["strategy"] = strategy, ["M"] = $"{m}", ["hot"] = $"{hot}" };
        return new Cell(name, tags, new Dictionary<string, string>());
    }

    private static CellSample Sample(double wall, int mutators) => new(
        new Dictionary<string, double[]> { ["wall_ns"] = [wall, wall * 1.001, wall * 0.999] },
        new Dictionary<string, double> { ["operations"] = 2e6, ["mutators"] = mutators });
}
