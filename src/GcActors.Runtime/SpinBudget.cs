namespace GcActors.Runtime;

/// <summary>How long idle threads of a system look for mail before they park.</summary>
/// <remarks>
/// As long as each pinned thread can have a core to itself, about as long as parking and waking up would take: whoever waits for the others at a stop
/// is then there when the world runs again. Who is not comes tens of µs late to a stretch in which another may already have used up the allocations up
/// to the next stop: with two mutators of gcbench, which stop 2,300 times, the one that collected ran ahead alone (median wall time 569 ms with 10 µs,
/// 254 ms with 60). With more threads than cores a spin takes the core from one that is waited for.
/// </remarks>
internal sealed class SpinBudget(int spinNs)
{
    /// <summary>Most answers that are already on their way arrive within this.</summary>
    private const int CrowdedNs = 10_000;

    private int _threads;

    /// <summary>Never spins.</summary>
    public static SpinBudget None { get; } = new(0);

    public int Ns => Volatile.Read(ref _threads) <= Environment.ProcessorCount ? spinNs : Math.Min(spinNs, CrowdedNs);

    /// <summary>One more thread that spins.</summary>
    public void AddThread() => Interlocked.Increment(ref _threads);
}
