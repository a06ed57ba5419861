namespace GcActors.Experiments.Hosting;

/// <summary>The processor as far as it decides what a timing means; null: the system does not say.</summary>
public sealed record CpuFacts
{
    public string? Model { get; init; }

    /// <summary>Cores that this process may run on.</summary>
    public int UsableCores { get; init; }

    /// <summary>The same as a list: <c>0-1</c>.</summary>
    public string? AllowedList { get; init; }

    /// <summary>Hardware threads that share core 0's execution units, itself included, as a list.</summary>
    public string? SiblingsOfCore0 { get; init; }

    public IReadOnlyList<CacheFacts> Caches { get; init; } = [];

    public string? ClockSource { get; init; }

    public string? Governor { get; init; }

    /// <summary>Whether the clock may rise above its nominal frequency.</summary>
    public bool? Turbo { get; init; }

    /// <summary>Whether the processor says that it is virtual.</summary>
    public bool? Hypervisor { get; init; }
}
