using System.Globalization;
using System.Text;

namespace GcActors.Experiments.LockingCost;

/// <summary>Writes the sweep of a plan as an experiment file like any other.</summary>
public static class LockingCostFile
{
    /// <summary>|X| up to this share of the whole is closed (counting-strategies.md 7.5), and what is expected to be zero may come to it (7.6).</summary>
    public const double Tolerance = 0.05;

    public static string Write(LockingCostPlan plan)
    {
        var yaml = new StringBuilder();
        yaml.Append(CultureInfo.InvariantCulture, $"""
            id: locking-cost-{plan.Workload}
            revision: 1
            title: What the locking of reference counts costs {plan.Workload}
            question: How much of this program's time goes into keeping its reference counts right between threads, and where does it go?
            seed: 20260207

            base:
            {Settings(plan.Base, "  ")}
            cells:

            """);
        foreach (TwinCell cell in plan.Cells)
            AddCell(yaml, plan, cell);
        LockedStrategy first = plan.Strategies[0];
        yaml.Append(CultureInfo.InvariantCulture, $$"""

            aa_pair:
              name: A/A double
              of: { strategy: {{first.Label}}, twin: real, mode: serial, M: {{plan.Programs[0].Mutators}} }

            same_work_by: [M]

            profiles:
              quick:
                blocks: 5
                settings: { measure.warmup_ms: 60, measure.warmup_iterations: 2, measure.iterations: 12 }
                seconds_per_invocation: 0.5
                trial_limit_s: 60
                repeat_within_s: 120
              full:
                blocks: 30
                settings: { measure.warmup_ms: 500, measure.warmup_iterations: 3, measure.iterations: 10 }
                seconds_per_invocation: 3
                trial_limit_s: 300

            metrics:
              T:
                unit: ns per counted operation
                formula: wall_ns * lanes / extra.run_operations
                says: time of all threads, running or waiting, for each increment or decrement of the run
              cpu:
                unit: ns per counted operation
                formula: cpu_ns / extra.run_operations
                says: CPU time of all mutators
              run_queue:
                unit: ns per counted operation
                formula: extra.run_queue_ns / extra.run_operations
                says: time in which mutators were ready and had no core
              gil_wait:
                unit: ns per counted operation
                formula: extra.gil_wait_ns / extra.run_operations
                says: time in which mutators waited for the global lock
              lock_wait:
                unit: ns per counted operation
                formula: extra.lock_wait_ns / extra.run_operations
                says: time on the slow path of locks of counts; no value where a strategy has none

            """);
        (string Id, string Text, string Says)[] claims = [.. Claims(plan)];
        yaml.Append(claims.Length == 0 ? "predicates: {}\n" : "predicates:\n");
        foreach ((string id, string text, string says) in claims)
            yaml.Append(CultureInfo.InvariantCulture, $"  {id}:\n    text: \"{text}\"\n    says: {says}\n");
        return yaml.ToString();
    }

    private static void AddCell(StringBuilder yaml, LockingCostPlan plan, TwinCell cell)
    {
        yaml.Append(CultureInfo.InvariantCulture, $$"""
              "{{cell.Name}}":
                tags: { strategy: {{cell.Strategy}}, twin: "{{cell.Twin}}", mode: {{cell.Mode}}, M: {{cell.Mutators}}, lanes: {{cell.Lanes}}{{(cell.DoseNs is { } dose ? $", dose: {dose}" : "")}} }
                settings:
            {{Settings(SettingsOf(plan, cell), "      ")}}

            """);
    }

    private static Dictionary<string, string> SettingsOf(LockingCostPlan plan, TwinCell cell)
    {
        IReadOnlyDictionary<string, string> strategy = plan.Strategies.FirstOrDefault(s => s.Label == cell.Strategy)?.Settings ?? new Dictionary<string, string>
        {
            ["counting.strategy"] = LockingCostPlan.StrategyOfPlainTwins,
            ["counting.immortal"] = cell.Strategy.EndsWith(LockedStrategy.ImmortalSuffix, StringComparison.Ordinal) ? "pinned" : "none",
        };
        return new Dictionary<string, string>(strategy)
        {
            ["counting.twin"] = cell.DoseNs is null ? cell.Twin : "off",
            ["counting.dose_site"] = cell.DoseNs is null ? "none" : "operation",
            ["counting.dose_ns"] = (cell.DoseNs ?? 0).ToString(CultureInfo.InvariantCulture),
            ["mutators"] = cell.Mutators.ToString(CultureInfo.InvariantCulture),
            ["runtime"] = cell.IsParallel ? "threads" : "serial",
        };
    }

    /// <summary>The sum closes; and what must be zero is.</summary>
    private static IEnumerable<(string Id, string Text, string Says)> Claims(LockingCostPlan plan)
    {
        string range = string.Create(CultureInfo.InvariantCulture, $"in [-{Tolerance}, {Tolerance}]");
        foreach (RecordedProgram program in plan.Programs)
        {
            foreach (LockedStrategy strategy in plan.Strategies)
            {
                var parts = new CostParts(plan, strategy, program, hasLocks: false);
                string suffix = $"{strategy.Label}_{program.Mutators}";
                if (parts.Residual.Length > 0)
                    yield return ($"closed_{suffix}", $"({parts.Residual}) / {parts.Whole} {range}", $"{strategy.Label}, {program.Mutators} mutators - the parts come to the whole");
                if (parts.Exposure.Length > 0)
                    yield return ($"dose_{suffix}", $"{parts.Exposure} in [0.8, 1.25]", $"{strategy.Label}, {program.Mutators} mutators - a known cost is found again");
                if (!program.IsParallel)
                    yield return ($"alone_{suffix}", $"({parts.MeetingInTurn}) / {parts.Whole} {range}", $"{strategy.Label} - one mutator moves no line and waits for nobody");
            }
        }
    }

    private static string Settings(IReadOnlyDictionary<string, string> settings, string indent) =>
        string.Join('\n', settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{indent}{s.Key}: \"{s.Value}\""));
}
