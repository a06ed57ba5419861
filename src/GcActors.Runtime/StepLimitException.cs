namespace GcActors.Runtime;

/// <summary>A simulation went on longer than it was allowed to: most likely actors that only keep each other busy.</summary>
public sealed class StepLimitException : Exception
{
    public StepLimitException(long stepLimit, IReadOnlyList<string> states, ulong seed)
        : base($"step limit: the run is not complete after {stepLimit} deliveries (seed {seed}){Environment.NewLine}  " +
               string.Join(Environment.NewLine + "  ", states))
    {
        StepLimit = stepLimit;
        States = states;
        Seed = seed;
    }

    public long StepLimit { get; }

    public IReadOnlyList<string> States { get; }

    public ulong Seed { get; }
}
