namespace GcActors.Experiments.Hosting;

/// <summary>Memory of the machine; null: the system does not say.</summary>
public sealed record MemoryFacts
{
    public long? TotalBytes { get; init; }

    public long? AvailableBytes { get; init; }

    public long? SwapUsedBytes { get; init; }

    /// <summary><c>always</c>, <c>madvise</c> or <c>never</c>.</summary>
    public string? TransparentHugePages { get; init; }

    public int PageBytes { get; init; }
}
