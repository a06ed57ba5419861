namespace GcActors.Experiments.Conformance;

public enum ConformanceOutcome
{
    Equal,
    Different,

    /// <summary>The scenario is not for this version.</summary>
    NotApplicable,

    /// <summary>Neither a stored expectation nor an interpreter of this version.</summary>
    NothingToCompare,
}
