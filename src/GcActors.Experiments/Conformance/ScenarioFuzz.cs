using GcActors.Core.Scenarios;

namespace GcActors.Experiments.Conformance;

/// <summary>Generated scenarios on real interpreters and on ours: counts what is equal, and makes the first differences small.</summary>
/// <param name="ours">Runs a scenario under a version's rules.</param>
public sealed class ScenarioFuzz(
    Func<Scenario, string, CancellationToken, ScenarioAnswer> ours, IReadOnlyList<CPythonOracle> interpreters, FuzzOptions options)
{
    private const int BatchSize = 32;

    private readonly FuzzLog log = new(Path.Combine(Directory.CreateDirectory(options.Folder).FullName, "fuzz.jsonl"), options.Statements);
    private readonly Dictionary<(string Interpreter, string Outcome), int> counts = [];
    private int shrunk;

    /// <summary>Paths of the scenarios that were made small.</summary>
    public List<string> Written { get; } = [];

    public int Count(CPythonOracle interpreter, string outcome) => counts.GetValueOrDefault((interpreter.FullVersion, outcome));

    /// <param name="progress">Told the seed that is worked on.</param>
    /// <exception cref="OperationCanceledException">Cancelled; what is done is in the log.</exception>
    public void Run(ulong first, ulong last, Action<ulong> progress, CancellationToken cancellation)
    {
        for (ulong begin = first; begin <= last; begin += BatchSize)
        {
            progress(begin);
            ulong[] seeds = [.. Enumerable.Range(0, BatchSize).Select(i => begin + (ulong)i).Where(seed => seed >= begin && seed <= last)];
            foreach (CPythonOracle interpreter in interpreters)
            {
                RunBatch(seeds, interpreter, cancellation);
            }

            if (last - begin < BatchSize)
            {
                return;
            }
        }
    }

    private void RunBatch(ulong[] seeds, CPythonOracle interpreter, CancellationToken cancellation)
    {
        ulong[] open = [.. seeds.Where(seed => log.OutcomeOf(seed, interpreter.FullVersion) == null)];
        string[] texts = [.. open.Select(seed => ScenarioGenerator.Generate(seed, options.Statements))];
        IReadOnlyList<ScenarioAnswer> answers = interpreter.RunAll(texts, options.Processes, cancellation);
        for (int i = 0; i < open.Length; i++)
        {
            string outcome = Judge(texts[i], answers[i], interpreter, cancellation);
            if (outcome == FuzzOutcomes.Different)
            {
                Shrink(open[i], texts[i], interpreter, cancellation);
            }

            log.Add(open[i], options.Statements, interpreter.FullVersion, outcome);
        }

        foreach (ulong seed in seeds)
        {
            (string, string) key = (interpreter.FullVersion, log.OutcomeOf(seed, interpreter.FullVersion)!);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
    }

    private string Judge(string text, ScenarioAnswer real, CPythonOracle interpreter, CancellationToken cancellation)
    {
        if (!real.IsApplicable)
        {
            return FuzzOutcomes.NotApplicable;
        }

        if (real.Problem != null)
        {
            return FuzzOutcomes.Invalid;
        }

        ScenarioAnswer answer = ours(ScenarioParser.Parse(text, "generated"), interpreter.Version, cancellation);
        bool isEqual = answer.Problem == null && ScenarioComparison.FirstDifference(real.Rows, answer.Rows) == null;
        return isEqual ? FuzzOutcomes.Equal : FuzzOutcomes.Different;
    }

    private void Shrink(ulong seed, string text, CPythonOracle interpreter, CancellationToken cancellation)
    {
        if (shrunk++ >= options.Shrunk)
        {
            return;
        }

        ScenarioShrinker shrinker = new(candidate =>
            Judge(candidate, interpreter.RunText(candidate, cancellation), interpreter, cancellation) == FuzzOutcomes.Different);
        string path = Path.Combine(options.Folder, $"{seed}-{options.Statements}.{interpreter.Version}.gcs");
        File.WriteAllText(path, shrinker.Shrink(text));
        Written.Add(path);
    }
}
