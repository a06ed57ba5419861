using System.Text.Json;
using System.Text.Json.Nodes;

namespace GcActors.Experiments.Hosting;

/// <summary>The machine and the build that results come from; <c>host.json</c>. Off Linux most of it is unknown, and so null.</summary>
public sealed record HostFacts
{
    private static readonly JsonSerializerOptions Shape = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public DateTimeOffset TakenAt { get; init; }

    public required string OperatingSystem { get; init; }

    public required string Architecture { get; init; }

    public string? Kernel { get; init; }

    /// <summary>Whether times mean anything here: <see cref="TimingSupport"/>.</summary>
    public bool TimingSupported { get; init; }

    /// <summary>Load averages over 1, 5 and 15 minutes; empty where unknown.</summary>
    public IReadOnlyList<double> Load { get; init; } = [];

    public required CpuFacts Cpu { get; init; }

    public required MemoryFacts Memory { get; init; }

    public required LimitFacts Limits { get; init; }

    public required RuntimeFacts Runtime { get; init; }

    public required BuildFacts Build { get; init; }

    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, Shape)!.AsObject();
}
