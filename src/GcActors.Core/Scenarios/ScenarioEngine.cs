using GcActors.Core.Actors;
using GcActors.Core.Protocol;
using GcActors.Core.Python;
using GcActors.Core.Scenarios.Explaining;
using GcActors.Core.Scenarios.Running;
using GcActors.Core.Settings;

namespace GcActors.Core.Scenarios;

/// <summary>What a run of a scenario needs.</summary>
/// <param name="Settings">Plan and overrides.</param>
/// <param name="Version">CPython version whose rules hold: 3.9 to 3.13.</param>
/// <param name="System">A fresh actor system.</param>
/// <param name="Rows">Receives each output line as soon as it is known.</param>
/// <param name="StepLimit">Statements after which an endless scenario is stopped.</param>
public sealed record ScenarioLaunch(
    TrialSettings Settings, string Version, IActorSystem System, Action<ScenarioRow> Rows, long StepLimit, CancellationToken Cancellation)
{
    /// <summary>The collection to record, if any.</summary>
    public CollectionRecording? Recording { get; init; }

    /// <summary>Whether every collection looks at all objects: what a plan whose collector has no generations is compared with.</summary>
    public bool CollectsEverything { get; init; }

    /// <summary>Turns of the machine between two looks at the stop flag.</summary>
    public int TurnsPerStep { get; init; } = 1000;

    /// <summary>Whether the outcome is to say what is left in the heap.</summary>
    public bool WantsFacts { get; init; }
}

/// <param name="Statements">Statements executed.</param>
/// <param name="FailedExpectations">Rows with <see cref="ScenarioRow.Ok"/> false.</param>
/// <param name="RunNs">From the first statement to the end of the last, wall clock.</param>
/// <param name="Allocations">Objects made.</param>
/// <param name="Facts">What is left, where it was asked for.</param>
/// <param name="ObjectsVisited">Objects of the generations that were collected, summed over all collections: what the 25 % rule keeps linear.</param>
public sealed record ScenarioOutcome(
    long Statements, int FailedExpectations, long RunNs, long Allocations, long ObjectsVisited, ScenarioRemains? Facts = null);

/// <summary>A scenario that cannot go on: a kind used wrongly, a name without a value, a limit. Rows before it stand.</summary>
public sealed class ScenarioFailedException(string file, int line, string problem) : Exception($"{file}:{line}: {problem}")
{
    public int Line { get; } = line;
}

/// <summary>Runs scenarios: a mutator actor executes them, allocator and collector actors stop it for collections.</summary>
public static class ScenarioEngine
{
    /// <summary>Why no scenario can run with these settings, or null: it sees counts and deaths, so both must be right.</summary>
    public static string? Refusal(TrialSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        string name = settings.Counting.Strategy;
        return Catalog.Counter(name)?.Traits switch
        {
            { Frees: false } => $"'{name}' frees nothing, so no object of a scenario would ever die",
            { CountsMessages: true } => $"'{name}' counts messages, and scenarios show reference counts",
            { IsTraced: true } => $"'{name}' counts nothing, and scenarios show reference counts",
            { IsPrompt: false } => $"'{name}' lets objects die some time after their last reference, and scenarios show deaths",
            { CountsAreExact: false } => $"'{name}' may lose counts, and scenarios show reference counts",
            _ => null,
        };
    }

    /// <summary>Runs a scenario to its end.</summary>
    /// <exception cref="ScenarioFailedException">The program is wrong in a way that only running shows.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static ScenarioOutcome Run(Scenario scenario, ScenarioLaunch launch)
    {
        var version = VersionProfile.Of(launch.Version);
        using var program = new ScenarioProgram(scenario, version, launch)
        {
            Recorder = launch.Recording is { } recording ? new CollectionRecorder(scenario, recording) : null,
        };
        TrialReport report = Trial.RunProgram<ScenarioWorkload>(SettingsFor(launch.Settings, version), launch.System, program, launch.Cancellation);
        if (program.Failure is { } failure)
        {
            throw new ScenarioFailedException(scenario.File, failure.Line, failure.Problem);
        }

        return report.Outcome switch
        {
            TrialOutcome.Passed => new ScenarioOutcome(
                program.Statements, program.FailedExpectations, program.RunNs, report.Operations.Allocs, program.ObjectsVisited, program.Facts),
            TrialOutcome.Interrupted => throw new OperationCanceledException(launch.Cancellation),
            _ => throw new ScenarioFailedException(scenario.File, program.CurrentLine, report.Reason ?? $"the trial ended {report.Outcome}"),
        };
    }

    /// <summary>One mutator, one iteration; what the version says of immortality and pools holds whatever the plan.</summary>
    private static TrialSettings SettingsFor(TrialSettings settings, VersionProfile version) => settings with
    {
        Workload = ScenarioWorkload.Description.Name,
        Heap = settings.Heap.LimitBytes > 0 ? settings.Heap : settings.Heap with { LimitBytes = ScenarioLimits.HeapBytes },
        Mutators = 1,
        Counting = settings.Counting with { Immortal = version.HasImmortals ? "pinned" : "none" },
        Measure = new MeasureSettings { WarmupIterations = 0, Iterations = 1 },
    };
}
