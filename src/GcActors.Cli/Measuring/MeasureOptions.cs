namespace GcActors.Cli.Measuring;

/// <summary>What a measurement was asked for; each uses what it needs.</summary>
internal sealed record MeasureOptions
{
    /// <summary><c>collector</c>: nodes of the random graph.</summary>
    public long Nodes { get; init; }

    /// <summary><c>collector</c>: references of a node.</summary>
    public int Edges { get; init; }

    /// <summary><c>collector</c>: workers of the parallel phases.</summary>
    public int Workers { get; init; }

    /// <summary><c>collector</c>: order of the survivors, <c>cpython</c> or <c>place</c>.</summary>
    public string Order { get; init; } = "cpython";

    /// <summary><c>collector</c>, <c>allocator</c>: ask for huge pages.</summary>
    public bool HugePages { get; init; }

    /// <summary><c>handshake</c>: mutators to stop.</summary>
    public int Mutators { get; init; }

    /// <summary>Interleaved repetitions that the medians are over.</summary>
    public int Repetitions { get; init; }

    /// <summary>Seed of everything random.</summary>
    public ulong Seed { get; init; }

    public CancellationToken Cancellation { get; init; }
}
