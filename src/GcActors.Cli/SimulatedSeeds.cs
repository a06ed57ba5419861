using GcActors.Core.Actors;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;

namespace GcActors.Cli;

/// <summary>Runs the same settings under one seed after another.</summary>
/// <param name="settings">Checked; the seed is replaced.</param>
/// <param name="words">The command line without its seeds, for the line that repeats a run.</param>
/// <param name="context">Runs the trials.</param>
internal sealed class SimulatedSeeds(TrialSettings settings, string[] words, CliContext context)
{
    public TrialSettings Settings => settings;

    /// <summary>Ends early when cancelled. A seed that fails does not keep the next ones from running.</summary>
    public IEnumerable<SimulatedSeed> Run(SeedRange range)
    {
        ulong seed = range.First;
        while (!context.Cancellation.IsCancellationRequested)
        {
            yield return Run(seed);
            if (seed == range.Last)
            {
                yield break;
            }

            seed++;
        }
    }

    private SimulatedSeed Run(ulong seed)
    {
        try
        {
            return Describe(seed, context.RunTrial(settings with { Seed = seed }, null, context.Cancellation));
        }
        catch (Exception e) when (e is ActorFailedException or ActorDeadlockException)
        {
            return new SimulatedSeed(seed, "actor-failed", null, "", e.Message, [], RepeatLine(seed), ExitCodes.TrialFailed);
        }
    }

    private SimulatedSeed Describe(ulong seed, TrialReport report)
    {
        bool hasViolations = report.Verifier.Violations.Count > 0;
        bool hasPassed = report.Outcome == TrialOutcome.Passed && !hasViolations;
        string word = report.Outcome.Word();
        return new SimulatedSeed(
            seed,
            hasViolations ? "failed" : word,
            report.OrderSignature.ToString("x16"),
            report.Check,
            hasPassed ? null : report.Reason ?? $"{report.Verifier.Violations.Count} violations",
            report.Verifier.Violations,
            hasPassed ? null : RepeatLine(seed),
            hasViolations ? ExitCodes.Failed : ExitCodes.Of(word));
    }

    private string RepeatLine(ulong seed) => ShellWords.Join([.. words, "--seeds", new SeedRange(seed, seed).ToString()]);
}
