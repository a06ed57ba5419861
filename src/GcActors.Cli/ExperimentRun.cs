namespace GcActors.Cli;

/// <summary>Joins <c>run</c> to the experiment runner.</summary>
internal static class ExperimentRun
{
    /// <returns>An exit code; see <see cref="ExitCodes"/>.</returns>
    public static int Run(RunOptions options, CliContext context) =>
        throw new NotSupportedException($"running experiments is not in this build yet ({options.Experiment}, {context.Cores} cores)");
}
