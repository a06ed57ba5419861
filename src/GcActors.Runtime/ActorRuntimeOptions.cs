using GcActors.Core.Settings;

namespace GcActors.Runtime;

/// <summary>What a runtime may be told. Each runtime reads only what it knows; every limit is here with the argument for its value.</summary>
public sealed record ActorRuntimeOptions
{
    public static ActorRuntimeOptions Default { get; } = new();

    /// <summary>
    /// A wake-up through the kernel took 24 µs on two virtual cores, a message to a spinning thread 0.2 µs, so an answer that is already on its way
    /// is worth waiting for. Below 10 µs some answers come just too late (round trip 0.9 µs on average at 5 µs, 0.4 at 10, 0.4 at 20); at a stop the answer
    /// is the end of a young collection, 10 to 20 µs away. The price is a core that nobody else gets for so long, so the bound is what parking and waking
    /// cost together and never a time slice, and 10 µs where there are more pinned actors than cores. With one processor nobody spins.
    /// </summary>
    [Setting("threads: how long an idle pinned actor's thread looks for mail before it parks, ns", Min = 0, Max = 100_000)]
    public int SpinNs { get; init; } = 60_000;

    /// <summary>Akka's word and, roughly, its argument: long enough to pay for the scheduling, short enough for the neighbours.</summary>
    [Setting("threads (shared actors; calling ones together) and pool: messages received before the next has its turn", Min = 1, Max = 1_000_000)]
    public int ThroughputMessages { get; init; } = 100;

    [Setting("simulation: virtual time that one delivery takes at most, ns; the seed draws between 1 and this", Min = 1, Max = 1_000_000_000)]
    public int DeliveryNsMax { get; init; } = 1000;

    [Setting("simulation: deliveries after which the run is given up as endless; 0: no limit", Min = 0, Max = long.MaxValue)]
    public long StepLimit { get; init; }

    /// <summary>An actor must not block, so this is never waited out by a correct one; it turns a hang at the end of a trial into a name.</summary>
    [Setting("threads and pool: how long Dispose waits for actors that are still receiving, ms", Min = 1, Max = 3_600_000)]
    public int DisposeTimeoutMs { get; init; } = 30_000;
}
