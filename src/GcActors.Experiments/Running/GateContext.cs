namespace GcActors.Experiments.Running;

/// <summary>What gates judge by beside the row.</summary>
public sealed record GateContext
{
    public required int Cores { get; init; }

    /// <summary>Smallest step that the clock was seen to take.</summary>
    public required double TimerStepNs { get; init; }

    public required bool IsOptimisedBuild { get; init; }

    public required bool HasDebugger { get; init; }

    /// <summary>Trials are traced because somebody wants to look, not because the experiment is about it.</summary>
    public bool IsTracedOnDemand { get; init; }

    /// <summary>Totals that this row's work must have: the closed form, and the first invocation of its comparison.</summary>
    public IReadOnlyList<WorkTotals> Expected { get; init; } = [];
}
