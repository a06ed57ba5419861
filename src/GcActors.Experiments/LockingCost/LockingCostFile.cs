using System.Globalization;
using System.Text;
using GcActors.Experiments.Predicates;

namespace GcActors.Experiments.LockingCost;

/// <summary>Writes a plan as an experiment file like any other, with nothing but a split.</summary>
public static class LockingCostFile
{
    public static string Write(LockingCostPlan plan)
    {
        var yaml = new StringBuilder();
        yaml.Append(CultureInfo.InvariantCulture, $$"""
            id: locking-cost-{{plan.Workload}}
            revision: 1
            title: What the locking of reference counts costs {{plan.Workload}}
            question: How much of this program's time goes into keeping its reference counts right between threads, and where does it go?
            seed: 20260207

            base:
            {{Texts(plan.Base, "  ")}}

            split:
              strategies:
            {{string.Join('\n', plan.Strategies.Select(strategy => $"    {strategy.Label}:\n{Texts(strategy.Settings, "      ")}"))}}
              mutators: [{{string.Join(", ", plan.Programs.Select(program => program.Mutators))}}]
              doses: [{{string.Join(", ", plan.DosesNs)}}]
              dose_sites: [{{string.Join(", ", plan.DosePlaces.Select(place => place.Site))}}]
              unconfined: {{Unconfined(plan)}}
              without_lines: [{{string.Join(", ", plan.Programs.Where(program => !program.FitsLines).Select(program => program.Mutators))}}]

            aa_pair:
              name: A/A double
              of: { strategy: {{plan.Strategies[0].Label}}, twin: real, mode: serial, M: {{plan.Programs[0].Mutators}} }

            same_work_by: [M]

            profiles:
              quick:
                blocks: 5
                levels: {{(plan.DosesNs.Count > 0 ? $"{{ split.dose: [{string.Join(", ", LockingCostPlan.QuickDosesNs)}] }}" : "{}")}}
                settings: { measure.warmup_ms: 60, measure.warmup_iterations: 2, measure.iterations: 24 }
                seconds_per_invocation: 0.7
                trial_limit_s: 60
                repeat_within_s: 120
              full:
                blocks: 30
                settings: { measure.warmup_ms: 500, measure.warmup_iterations: 3, measure.iterations: 10 }
                seconds_per_invocation: 3
                trial_limit_s: 300

            metrics: {}

            """);
        (string Id, string Text, string Says)[] claims = [.. plan.Splits.SelectMany(Claims)];
        yaml.Append(claims.Length == 0 ? "predicates: {}\n" : "predicates:\n");
        foreach ((string id, string text, string says) in claims)
            yaml.Append(CultureInfo.InvariantCulture, $"  {id}:\n    text: \"{text}\"\n    says: {says}\n");
        yaml.Append("\nverdict: >-\n  ").AppendJoin(";\n  ", plan.Splits.Select(Sentence)).Append(".\n");
        return yaml.ToString();
    }

    /// <summary>The sum closes; a known cost is found again; and what must be zero is.</summary>
    private static IEnumerable<(string Id, string Text, string Says)> Claims(CostParts parts)
    {
        string who = parts.Strategy.Label;
        string cell = CellOf(parts);
        string id = $"{who}_{parts.Program.Mutators}";
        string with = parts.Program.IsParallel ? $"{parts.Program.Mutators} mutators" : "1 mutator";
        if (parts.Residual.Length > 0)
            yield return ($"closed_{id}", $"{NegligibleNode.Word}(split.X{cell} / split.whole{cell})", $"{who}, {with} - the parts come to the whole");
        if (parts.Exposures.Any(exposure => exposure.Place == DosePlace.Operation))
            yield return ($"dose_{id}", $"split.exposure{cell} in [0.8, 1.2]", $"{who}, {with} - a known cost is found again");
        if (!parts.Program.IsParallel && !parts.Strategy.HasLogs)
            yield return ($"alone_{id}", $"{NegligibleNode.Word}(split.meeting{cell} / split.whole{cell})", $"{who} - one mutator moves no line and waits for nobody");
    }

    private static string Sentence(CostParts parts)
    {
        string cell = CellOf(parts);
        string with = parts.Program.IsParallel ? $"{parts.Program.Mutators} mutators" : "one mutator";
        return $"locking costs {parts.Workload} with {with} under {parts.Strategy.Label} {{split.locking{cell}:ns}} per counted operation, which is "
            + $"{{split.locking{cell} / split.whole{cell}:percent}} of its threads' time";
    }

    private static string CellOf(CostParts parts) => string.Create(CultureInfo.InvariantCulture, $"[{parts.Strategy.Label}, {parts.Program.Mutators}]");

    private static string Unconfined(LockingCostPlan plan) => plan.Programs.Where(program => program.Unconfined is not null).ToArray() is { Length: > 0 } unconfined
        ? $"{{ {string.Join(", ", unconfined.Select(program => $"\"{program.Mutators}\": \"{program.Unconfined}\""))} }}"
        : "{}";

    private static string Texts(IReadOnlyDictionary<string, string> texts, string indent) =>
        string.Join('\n', texts.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{indent}{s.Key}: \"{s.Value}\""));
}
