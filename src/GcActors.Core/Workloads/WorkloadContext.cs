namespace GcActors.Core.Workloads;

/// <summary>What a workload's part is created from.</summary>
/// <param name="Parameters">Checked values.</param>
/// <param name="Mutator">0-based.</param>
/// <param name="Mutators">Mutators of the trial.</param>
/// <param name="Seed">Seed S; streams derive from it, see <see cref="SplitMix64.Stream"/>.</param>
/// <param name="Program">What a workload that runs a given program runs; null for those that are programs themselves.</param>
/// <param name="IsVirtualTime">Whether the runtime is a simulation: what a clock says must then change nothing, and is not worth recording.</param>
public readonly record struct WorkloadContext(
    WorkloadParameters Parameters, int Mutator, int Mutators, ulong Seed, object? Program = null, bool IsVirtualTime = false);
