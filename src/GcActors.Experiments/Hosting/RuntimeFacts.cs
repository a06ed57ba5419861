namespace GcActors.Experiments.Hosting;

/// <summary>The .NET runtime under the laboratory.</summary>
public sealed record RuntimeFacts
{
    public required string Version { get; init; }

    /// <summary>As <c>GC.GetConfigurationVariables</c> gives them: the effective values.</summary>
    public IReadOnlyDictionary<string, string> GcSettings { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Environment variables of the runtime (<c>DOTNET_…</c>) that this process was started with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Smallest step of the clock that was seen, ns.</summary>
    public double ClockStepNs { get; init; }

    public bool DebuggerAttached { get; init; }
}
