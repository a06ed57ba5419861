using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using Xunit;

namespace GcActors.Tests.Running;

/// <summary>Experiment 01's own file, run against a synthetic machine.</summary>
internal sealed class RunFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static string ExperimentsFolder { get; } = FindExperiments();

    public string Out => _folder.New("out");

    public ExperimentResult Run(ITrialInvoker machine, bool resume = false, string experiment = "01-the-cost-of-thread-safe-counting",
        CancellationToken cancellation = default) =>
        ExperimentRunner.Run(Options(machine, experiment) with { Resume = resume }, cancellation);

    public ExperimentRunOptions Options(ITrialInvoker machine, string experiment = "01-the-cost-of-thread-safe-counting") => new()
    {
        ExperimentPath = Path.Combine(ExperimentsFolder, experiment),
        Out = Out,
        Invoker = machine,
        Cores = 2,
        IsOptimisedBuild = true,
    };

    public IReadOnlyList<ResultRow> Rows()
    {
        using var log = TrialLog.Open(Path.Combine(Out, "trials.jsonl"));
        return log.Rows;
    }

    public static Truth TruthOf(ExperimentResult result, string predicate) => Assert.Single(result.Verdicts, v => v.Spec.Id == predicate).Truth;

    public void Dispose() => _folder.Dispose();

    private static string FindExperiments()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "GcActors.sln")))
            at = at.Parent;
        return Path.Combine(at!.FullName, "experiments");
    }
}
