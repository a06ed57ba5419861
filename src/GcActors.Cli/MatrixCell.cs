using System.Text.Json.Nodes;
using GcActors.Experiments.Matrix;

namespace GcActors.Cli;

/// <summary>What one combination came to under all its seeds.</summary>
/// <param name="Combination">What was run.</param>
/// <param name="Seeds">How many schedules.</param>
/// <param name="Failure">The first that did not pass; null: all did.</param>
internal sealed record MatrixCell(Combination Combination, int Seeds, SimulatedSeed? Failure)
{
    public bool HasPassed => Failure is null;

    /// <summary>Runs the seeds up to the first that does not pass.</summary>
    public static MatrixCell Run(Combination combination, SeedRange range, string runtime, CliContext context)
    {
        int seeds = 0;
        SimulatedSeed? failure = null;
        string[] repeat = ["gcactors", "matrix", "--workload", combination.Workload, "--strategy", combination.Settings.Counting.Strategy, "--runtime", runtime];
        foreach (SimulatedSeed seed in new SimulatedSeeds(combination.Settings with { Runtime = runtime }, repeat, context).Run(range))
        {
            seeds++;
            failure = seed.Repeat is null ? null : seed;
            if (failure is not null)
            {
                break;
            }
        }

        return new MatrixCell(combination, seeds, failure);
    }

    public override string ToString() => Failure is { } f
        ? $"{Combination.Name}: {f.Outcome}, seed {f.Seed}: {f.Reason}{string.Concat(f.Violations.Select(v => $"\n  {v}"))}\n  repeat: {f.Repeat}"
        : $"{Combination.Name}: passed, {Seeds} {(Seeds == 1 ? "schedule" : "schedules")}";

    public JsonObject ToJson() => new()
    {
        ["workload"] = Combination.Workload,
        ["variant"] = Combination.Variant,
        ["shares"] = Combination.Shares,
        ["counter"] = Combination.Strategy,
        ["collector"] = Combination.Collector,
        ["allocator"] = Combination.Allocator,
        ["schedules"] = Seeds,
        ["outcome"] = Failure?.Outcome ?? "passed",
        ["failure"] = Failure?.ToJson(),
    };
}
