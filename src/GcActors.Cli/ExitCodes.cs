using GcActors.Core.Protocol;
using GcActors.Experiments.Settings;

namespace GcActors.Cli;

/// <summary>What the process ends with, for all commands.</summary>
internal static class ExitCodes
{
    public const int Passed = 0;

    /// <summary>A violation, a false predicate, a regression; a receiver that did not take what was sent.</summary>
    public const int Failed = 1;

    /// <summary>What was written on the command line or in a file is wrong.</summary>
    public const int BadInput = 2;

    /// <summary>Inconclusive, or not applicable on this machine.</summary>
    public const int Inconclusive = 3;

    /// <summary>A trial did not come to its end: an actor failed, memory ran out, or a mutator that was made to crash stopped all others.</summary>
    public const int TrialFailed = 4;

    /// <summary>128 + SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;

    /// <param name="outcome">The word of a result row.</param>
    public static int Of(string outcome) => outcome switch
    {
        "passed" => Passed,
        "failed" => Failed,
        TrialRow.Inconclusive => Inconclusive,
        "out-of-memory" or "crashed" => TrialFailed,
        "interrupted" => Interrupted,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, $"not a word of {nameof(TrialOutcome)}"),
    };
}
