using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using GcActors.Tests.Repository;
using Xunit;

namespace GcActors.Tests.Running;

/// <summary>An experiment's file, run against a synthetic machine.</summary>
internal sealed class RunFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Experiments as they were when these expectations were written: tuning a shipped one does not change what the runner must do.</summary>
    public static string ExperimentsFolder { get; } = Path.Combine(RepositoryRoot.Path, "tests", "GcActors.Tests", "Running", "experiments");

    public static string ShippedExperimentsFolder { get; } = Path.Combine(RepositoryRoot.Path, "experiments");

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
        CommandLine = "gcactors run experiments/01-the-cost-of-thread-safe-counting --quick",
    };

    public IReadOnlyList<ResultRow> Rows()
    {
        using var log = TrialLog.Open(Path.Combine(Out, "trials.jsonl"));
        return log.Rows;
    }

    public static Truth TruthOf(ExperimentResult result, string predicate) => Assert.Single(result.Verdicts, v => v.Spec.Id == predicate).Truth;

    public void Dispose() => _folder.Dispose();
}
