using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Tests.Workloads;

/// <summary>Counters and allocators by name, closed into types.</summary>
public static class Strategies
{
    public static IReadOnlyList<string> Counters { get; } =
    [
        "unsync", "gil", "atomic", "atomic+immortal", "global-lock", "object-lock", "object-lock/header", "object-lock+immortal", "biased", "biased+immortal",
        "biased/counted-queue", "biased-703", "biased-703+immortal", "dynamic", "dynamic+immortal",
    ];

    /// <summary>With a heap for each mutator, which not every program can do with.</summary>
    public static IReadOnlyList<string> Private { get; } = ["private", "private+move"];

    public static IReadOnlyList<string> Allocators { get; } = ["shared", "leased"];

    /// <summary>Parameters from <c>name=value name=value</c>.</summary>
    public static Dictionary<string, string> Given(string parameters)
        => parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(p => p.Split('=')[0], p => p.Split('=')[1]);

    internal static Totals Run(string workload, string parameters, int mutators, string counter, string allocator, BenchOptions? options = null)
    {
        Dictionary<string, string> given = Given(parameters);
        options ??= new BenchOptions();
        return counter switch
        {
            "unsync" => Run<Plain<Unsync>>(workload, given, mutators, allocator, options),
            "racing-pinned" => Run<Plain<RacingPinned>>(workload, given, mutators, allocator, options),
            "gil" => Run<Plain<Gil>>(workload, given, mutators, allocator, options),
            "atomic" => Run<Atomic<QuietSlots>>(workload, given, mutators, allocator, options),
            "atomic+immortal" => Run<WithImmortals<Atomic<QuietSlots>>>(workload, given, mutators, allocator, options with { PinnedAreImmortal = true }),
            "global-lock" => Run<GlobalLock<WordLock>>(workload, given, mutators, allocator, options),
            "object-lock" => Run<ObjectLock<StripedLocks>>(workload, given, mutators, allocator, options),
            "object-lock/header" => Run<ObjectLock<HeaderLocks<OneMillisecond>>>(workload, given, mutators, allocator, options),
            "object-lock+immortal" => Run<WithImmortals<ObjectLock<StripedLocks>>>(workload, given, mutators, allocator, options with { PinnedAreImmortal = true }),
            "biased" => Run<Biased<QuietSlots, DrainFrees>>(workload, given, mutators, allocator, options),
            "biased+immortal" => Run<Biased<QuietSlots, DrainFrees>>(workload, given, mutators, allocator, options with { PinnedAreImmortal = true }),
            "biased/counted-queue" => Run<Biased<QuietSlots, QueueCounts>>(workload, given, mutators, allocator, options),
            "private" => Run<Plain<PrivateHeaps>>(workload, given, mutators, allocator, options),
            "private+move" => Run<Plain<PrivateHeaps>>(workload, given, mutators, allocator, options with { MovesIfUnique = true }),
            "biased-703" => Run<Biased703<QuietSlots, NothingDeferred>>(workload, given, mutators, allocator, options),
            "biased-703+immortal" => Run<Biased703<QuietSlots, NothingDeferred>>(workload, given, mutators, allocator, options with { PinnedAreImmortal = true }),
            "dynamic" => Run<Dynamic<QuietSlots>>(workload, given, mutators, allocator, options),
            "dynamic+immortal" => Run<WithImmortals<Dynamic<QuietSlots>>>(workload, given, mutators, allocator, options with { PinnedAreImmortal = true }),
            _ => throw new ArgumentException(counter, nameof(counter)),
        };
    }

    private static Totals Run<TCounter>(string workload, Dictionary<string, string> given, int mutators, string allocator, BenchOptions options)
        where TCounter : struct, IRefCounter<TCounter>
        => allocator == "shared"
            ? new WorkloadBench<TCounter, SharedAllocator<NoLatch>>(workload, given, mutators, options).Run()
            : new WorkloadBench<TCounter, LeasedAllocator>(workload, given, mutators, options).Run();
}
