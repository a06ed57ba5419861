namespace GcActors.Telemetry;

/// <summary>What a session is of, and where it may print.</summary>
public sealed record SessionContext
{
    /// <summary>Becomes <c>service.instance.id</c>.</summary>
    public required string TrialId { get; init; }

    /// <summary>Commit that the program was built from; null when unknown.</summary>
    public string? Commit { get; init; }

    /// <summary>Where <c>console</c> prints; results go elsewhere.</summary>
    public required TextWriter Console { get; init; }

    /// <summary>Whether <see cref="Console"/> shows colours.</summary>
    public bool HasColor { get; init; }
}
