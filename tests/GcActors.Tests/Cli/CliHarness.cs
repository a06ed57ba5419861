using GcActors.Cli;
using GcActors.Core.Protocol;
using GcActors.Core.Scenarios;
using GcActors.Core.Settings;
using GcActors.Tests.Settings;

namespace GcActors.Tests.Cli;

/// <summary>Runs the command line in this process, with trials that the test makes up.</summary>
internal sealed class CliHarness
{
    public Func<TrialSettings, TrialReport> Trial { get; init; } = settings => new TrialReport { Outcome = TrialOutcome.Passed, Settings = settings };

    /// <summary>In place of <see cref="Trial"/>, where the observer is wanted.</summary>
    public Func<TrialSettings, ITrialObserver?, TrialReport>? ObservedTrial { get; init; }

    public Func<Scenario, ScenarioLaunch, ScenarioOutcome> Scenario { get; init; } = (_, _) => throw new InvalidOperationException("no engine");

    public string Input { get; init; } = "";

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public int Cores { get; init; } = 2;

    public bool IsTimingSupported { get; init; } = true;

    public CancellationToken Cancellation { get; init; }

    public CliResult Run(params string[] arguments) => Run(context => CommandLine.Run(arguments, context));

    public CliResult RunInvocation() => Run(context => Failures.Guard(context, () => ChildProcess.Run(context)));

    private CliResult Run(Func<CliContext, int> command)
    {
        using StringReader input = new(Input);
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = command(new CliContext
        {
            In = input,
            Out = output,
            Error = error,
            Vocabulary = SmallVocabulary.Instance,
            Cores = Cores,
            IsTimingSupported = IsTimingSupported,
            RunTrial = (settings, observer, _) => ObservedTrial is { } observed ? observed(settings, observer) : Trial(settings),
            RunScenario = Scenario,
            Time = Clock,
            // Made-up reports have nothing that a gate could judge.
            JudgeGates = (_, _) => [],
            Cancellation = Cancellation,
        });
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }
}
