namespace GcActors.Core.Collection;

/// <summary>Facts about a collector, asked instead of its name.</summary>
/// <param name="UsesCounts">It computes garbage from counts, so a strategy whose counts may be wrong is refused (cycle-collectors.md 2, R2).</param>
/// <param name="HasGenerations">It can collect less than everything.</param>
/// <param name="HasParallelPhases">Several workers can share its work.</param>
public readonly record struct CollectorTraits(bool UsesCounts, bool HasGenerations, bool HasParallelPhases);
