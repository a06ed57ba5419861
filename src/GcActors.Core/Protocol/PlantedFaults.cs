namespace GcActors.Core.Protocol;

/// <summary>Faults of the protocol that tests plant, to see the checkers fail. All false outside tests.</summary>
internal sealed record PlantedFaults
{
    public static PlantedFaults None { get; } = new();

    /// <summary>The collector resumes the world when the first mutator has answered.</summary>
    public bool ResumesEarly { get; init; }

    /// <summary>The allocator grants pools while the world is stopped.</summary>
    public bool GrantsDuringStop { get; init; }

    /// <summary>A mutator goes on running after it has answered a stop.</summary>
    public bool RunsAfterAnswer { get; init; }

    /// <summary>A mutator with a private heap sends objects that it still refers to.</summary>
    public bool SendsOriginals { get; init; }
}
