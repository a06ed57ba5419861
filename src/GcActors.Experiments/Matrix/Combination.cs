using GcActors.Core.Settings;

namespace GcActors.Experiments.Matrix;

/// <summary>One choice of everything that can be chosen, and whether it is right.</summary>
/// <param name="Workload">Name of the workload.</param>
/// <param name="Variant">The parameter that makes its mutators share something else than its small sizes do, as <c>name=value</c>; empty: none.</param>
/// <param name="Shares">What the mutators share, as <see cref="Core.Counting.Sharing"/> names it.</param>
/// <param name="Strategy">The counting strategy and its form, as <see cref="Core.Catalogs.CounterForm.Name"/> has it.</param>
/// <param name="Collector">Name of the collector; <c>never</c>: nothing collects.</param>
/// <param name="Allocator">Name of the allocator.</param>
/// <param name="Settings">A small trial of it on the simulation, stopped and verified often.</param>
/// <param name="Refusal">Why it is refused; null: it is valid.</param>
public sealed record Combination(
    string Workload, string Variant, string Shares, string Strategy, string Collector, string Allocator, TrialSettings Settings, string? Refusal)
{
    /// <summary>The cell's name: <c>WORKLOAD[ VARIANT] × STRATEGY × COLLECTOR × ALLOCATOR</c>.</summary>
    public string Name => $"{Workload}{(Variant.Length > 0 ? " " + Variant : "")} × {Strategy} × {Collector} × {Allocator}";
}
