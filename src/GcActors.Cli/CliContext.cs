using System.Text.Json.Nodes;
using GcActors.Core.Protocol;
using GcActors.Core.Scenarios;
using GcActors.Core.Settings;
using GcActors.Experiments.Hosting;
using GcActors.Experiments.Settings;

namespace GcActors.Cli;

/// <summary>What a command may touch: streams, names, the machine. Tests bring their own.</summary>
internal sealed record CliContext
{
    public required TextReader In { get; init; }

    /// <summary>Results.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Progress, warnings and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether a person watches <see cref="Out"/>: only then tables have frames.</summary>
    public bool IsOutTerminal { get; init; }

    /// <summary>Whether a person watches <see cref="Error"/>: only then there is progress.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>False when <c>NO_COLOR</c> is set (no-color.org).</summary>
    public bool WantsColor { get; init; }

    public bool IsTimingSupported { get; init; } = TimingSupport.IsSupported;

    public int Cores { get; init; } = Environment.ProcessorCount;

    public Vocabulary Vocabulary { get; init; } = Vocabulary.Core;

    /// <summary>Runs one checked trial.</summary>
    public Func<TrialSettings, ITrialObserver?, CancellationToken, TrialReport> RunTrial { get; init; } = TrialRun.Run;

    /// <summary>Runs one scenario.</summary>
    public Func<Scenario, ScenarioLaunch, ScenarioOutcome> RunScenario { get; init; } = ScenarioEngine.Run;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Judges a row by the gates, given the cores there are.</summary>
    public Func<JsonObject, int, JsonObject> JudgeGates { get; init; } = TrialGates.Evaluate;

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Cancellation { get; init; }

    public static CliContext ForConsole(CancellationToken cancellation) => new()
    {
        In = Console.In,
        Out = Console.Out,
        Error = Console.Error,
        IsOutTerminal = !Console.IsOutputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected,
        WantsColor = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        Cancellation = cancellation,
    };
}
