namespace GcActors.Core.Counting;

/// <summary>How often one mutator's operations on shared words were crossed by others. Counted where it happened, never on the common path.</summary>
public struct RaceTally
{
    /// <summary>Compare-and-swaps that found another value than was read before.</summary>
    public long CasFailed;

    /// <summary>Loads that read their slot again: what it referred to had died, or had been taken out.</summary>
    public long LoadRetries;

    /// <summary>Loads that gave the last reference back of an object that they had counted by mistake.</summary>
    public long StrayDeaths;

    public readonly void AddTo(IDictionary<string, double> report)
    {
        report["cas_failed"] = CasFailed;
        report["load_retries"] = LoadRetries;
        report["stray_deaths"] = StrayDeaths;
    }
}
