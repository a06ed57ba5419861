using System.Text.RegularExpressions;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;

namespace GcActors.Experiments.GcLogs;

/// <summary>The lines about the trial itself, the same in all dialects: written here, and read here.</summary>
internal static partial class TrialNotes
{
    public const string VirtualTime = "virtual time";

    /// <summary>The first line of a trial's log.</summary>
    public static string Header(TrialSettings settings) =>
        $"gcactors trial: plan {settings.Plan}, workload {settings.Workload}, {settings.Mutators} mutators, runtime {settings.Runtime}, seed {settings.Seed}, "
        + $"collector {settings.Collection.Collector}, {(IsVirtual(settings) ? VirtualTime : "real time")}";

    /// <summary>What has to be known to read the numbers.</summary>
    public static string Legend(GcLogDialect dialect) => dialect switch
    {
        GcLogDialect.Unified =>
            "lines as a JVM's with -Xlog:gc* (Using Serial); heap: pools with objects, large objects (mapped); Pause Stop: nothing was collected",
        _ => "objects of an older generation than the collected one include those that died by counting since it was last collected",
    };

    /// <summary>The line behind the stops of a phase.</summary>
    public static string Phase(TrialPhase phase, int stops) =>
        $"phase {phase.Kind.Name} of iteration {phase.Iteration + 1}{(phase.IsWarmup ? " (warm-up)" : "")}: "
        + $"{Milliseconds.Of(phase.EndNs - phase.StartNs)}ms, {stops} stops";

    public static bool IsVirtual(TrialSettings settings) => settings.Runtime == "simulation";

    public static bool IsHeader(string note) => note.StartsWith("gcactors trial: ", StringComparison.Ordinal);

    [GeneratedRegex(@"^phase (?<name>[a-z-]+) of iteration (?<iteration>\d+)(?: \(warm-up\))?: (?<ms>\d+\.\d+)ms, (?<stops>\d+) stops$")]
    public static partial Regex PhaseLine();
}
