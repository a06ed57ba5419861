namespace GcActors.Core.Workloads;

/// <param name="Name">The word in settings.</param>
/// <param name="Summary">One line.</param>
/// <param name="Source">Where the program comes from.</param>
/// <param name="Parameters">What can be set.</param>
/// <param name="MinMutators">Fewest mutators that the program is defined for.</param>
/// <param name="MaxMutators">Most mutators that the program is defined for.</param>
public sealed record WorkloadDescription(
    string Name, string Summary, string Source, IReadOnlyList<WorkloadParameter> Parameters, int MinMutators = 1, int MaxMutators = int.MaxValue);
