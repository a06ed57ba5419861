namespace GcActors.Core.Workloads;

/// <param name="Name">The word in settings.</param>
/// <param name="Summary">One line.</param>
/// <param name="Source">Where the program comes from.</param>
/// <param name="Parameters">What can be set.</param>
public sealed record WorkloadDescription(string Name, string Summary, string Source, IReadOnlyList<WorkloadParameter> Parameters);
