using GcActors.Core.Protocol;

namespace GcActors.Cli.Output;

/// <summary>Shows the iterations of a trial as they end.</summary>
internal sealed class TrialProgress(ProgressLine line) : ITrialObserver
{
    public void IterationEnded(int iteration, bool isWarmup, IterationReport report) =>
        line.Show($"iteration {iteration + 1}{(isWarmup ? " (warm-up)" : "")}: {report.WallNs / 1e6:0.0} ms");
}
