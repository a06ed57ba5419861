using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Counting.Twins;
using GcActors.Core.Objects;
using GcActors.Core.Settings;

namespace GcActors.Core.Protocol;

/// <summary>What is different about a trial whose counts are a twin's.</summary>
internal static class TwinTrial
{
    private const string HashName = "sequence_hash";

    /// <summary>The settings of the run that a tape is recorded in: one iteration, nothing measured.</summary>
    public static TrialSettings Recording(TrialSettings settings) => settings with
    {
        Counting = settings.Counting with { Twin = TwinForms.Record, TwinCheck = false },
        Measure = settings.Measure with { WarmupMs = 0, WarmupIterations = 0, Iterations = 1, LeastMs = 0, StopEveryUs = 0, Residence = false, Census = false },
        Telemetry = settings.Telemetry with { Target = TelemetrySettings.NoTarget, Operations = 0 },
    };

    /// <summary>Keeps what the recorded iteration came to.</summary>
    public static void Keep(TrialReport report, Tape tape)
    {
        if (report.Outcome == TrialOutcome.Interrupted)
        {
            tape.Dispose();
            throw new OperationCanceledException();
        }

        if (report.Outcome != TrialOutcome.Passed)
        {
            tape.Dispose();
            throw new InvalidOperationException($"the recording of the tape {report.Outcome.Word()}: {report.Reason}");
        }

        tape.CountLines();
        OperationTotals o = report.Operations;
        tape.Totals = new TapeTotals(o.Allocs, o.Frees, o.Increments, o.Decrements, report.Check, report.Extra[HashName]);
    }

    /// <summary>Why a tape does not allow a twin, in one line; null: it does.</summary>
    /// <remarks>Several mutators may take their turns in another order in each iteration, on one thread too: the first one waits for memory, the next has it. A decision
    /// that comes in another order than it was recorded in frees what is alive; so an unconfined tape is for one mutator.</remarks>
    public static string? Refusal(TrialSettings settings, Tape tape)
    {
        string twin = settings.Counting.Twin;
        return settings.Mutators > 1 && TwinForms.IsJudgedByTape(twin) && tape.Unconfined is { } why
            ? $"'{twin}' has its deaths from the tape, which holds for several mutators only where it is confined, and {why}; use counted, real or padded"
            : TwinForms.HasLines(twin) && tape.HighestCell >= TwinMemory.MostLines
                ? $"'{twin}' has no line for the count of a large object, or of one beyond the first {(long)TwinMemory.MostLines * 16 >> 30} GiB"
                : null;
    }

    /// <summary>What moving a line takes on this machine now, ns, in a process whose waits for lines are to be compared with it; null in others.</summary>
    public static double? LineTransferNs(TrialSettings settings) =>
        settings is { Counting.Twin: TwinForms.Real, Runtime: "threads" } ? LinePingPong.MeasureNs() : null;

    /// <summary>The report with the recording's totals beside its own (gate G4 compares them), failed if it computed something else.</summary>
    /// <param name="report">The twin's.</param>
    /// <param name="tape">The recording.</param>
    /// <param name="lineTransferNs">Of <see cref="LineTransferNs"/>.</param>
    public static TrialReport Compared(TrialReport report, Tape tape, double? lineTransferNs)
    {
        TapeTotals recorded = tape.Totals;
        var extra = new SortedDictionary<string, double>(report.Extra.ToDictionary(), StringComparer.Ordinal)
        {
            ["tape_allocs"] = recorded.Allocs,
            ["tape_frees"] = recorded.Frees,
            ["tape_increments"] = recorded.Increments,
            ["tape_decrements"] = recorded.Decrements,
            ["tape_confined"] = tape.IsConfined ? 1 : 0,
            ["line_transfers_per_operation"] = tape.LineTransfersPerOperation,
        };
        if (lineTransferNs is { } ns)
        {
            extra["line_transfer_ns"] = ns;
        }

        TrialReport compared = report with { Extra = extra };
        string? difference = report.Outcome != TrialOutcome.Passed ? null
            : report.Check != recorded.Check ? $"the check value is '{report.Check}', the tape's is '{recorded.Check}'"
            : report.Settings.Counting.TwinCheck && report.Extra[HashName] != recorded.SequenceHash ? "the sequence of operations is not the tape's"
            : null;
        return difference == null ? compared : compared with { Outcome = TrialOutcome.Failed, Reason = difference };
    }

    private static string Named(CountingSettings counting, CounterTraits counter) =>
        counter.Cure == SlotCure.None ? $"'{counting.Strategy}'" : $"'{counting.Strategy}' with the cure '{Catalogs.CounterEntry.NameOf(counter.Cure)}'";

    /// <summary>What must be so for a twin, whatever its tape.</summary>
    public static IEnumerable<Preflight.Finding> Findings(TrialSettings settings, CounterTraits counter, CollectorTraits collector)
    {
        CountingSettings counting = settings.Counting;
        Preflight.Finding Error(string key, string message) => new(key, message, IsWarning: false);
        if (TwinForms.ObjectionTo(counter) is { } objection)
        {
            yield return Error("counting.twin", $"'{counting.Strategy}' {objection}; there is no twin of that");
        }
        else if ((TwinForms.HasLines(counting.Twin) || counting.Twin == TwinForms.Private) && TwinForms.ObjectionToMirror(counter) is { } mirror)
        {
            yield return Error("counting.twin", $"{Named(counting, counter)} {mirror}; use real");
        }
        else if (TwinForms.DropsLogs(counting.Twin) && TwinForms.ObjectionToDrops(counter) is { } drops)
        {
            yield return Error("counting.twin", $"'{counting.Strategy}' {drops}; use real");
        }

        if (counting is { Twin: TwinForms.Real, TwinCheck: true } && counter.UsesLogs)
        {
            yield return Error(
                "counting.twin_check", $"'{counting.Strategy}' kills in epochs, so that no drop of its sequence is deadly, and the tape's are; set it to false: totals are compared all the same");
        }

        if (counting.Twin == TwinForms.Counted && settings is { Mutators: > 1, Runtime: "threads" or "pool" })
        {
            yield return Error("runtime", "'counted' decides by plain counts, which are right for one mutator at a time; set it to serial");
        }

        if (settings.Collection.Trigger != "never")
        {
            yield return Error("collection.trigger", "a twin's counts say nothing to a collector, and a tape has no collections; set it to never");
        }

        if (collector.UsesCounts)
        {
            yield return Error(
                "collection.collector", $"'{settings.Collection.Collector}' computes garbage from counts, and a twin's are none or elsewhere; set it to backup-trace");
        }

        if (settings.Verify.Level != "off" || settings.Verify.Poison)
        {
            yield return Error("verify.level", "a twin's counts are none or elsewhere: there is nothing to verify; set it, and verify.poison, to off");
        }

        if (settings.Schedule.CrashMutator >= 0)
        {
            yield return Error("schedule.crash_mutator", "a tape has no crash; set it to -1");
        }
    }
}
