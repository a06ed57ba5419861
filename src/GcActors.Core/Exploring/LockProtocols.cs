using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>The strategies that exclude others by locks.</summary>
internal static class LockProtocols
{
    private static readonly string[] s_global =
    [
        .. Protocols.Program, .. Locked("Copy", "Read", "Write"), .. Locked("Drop", "Read", "Write"), .. Locked("DropField", "Read", "Write"),
        .. Locked("Load", "Read", "Read", "Write"), .. Locked("Store", "Read", "Write"), .. Locked("Swap", "Read", "Read", "Write", "Write"), "Load 3: Write",
    ];

    private static readonly string[] s_striped =
    [
        .. Protocols.Program, .. Locked("Copy", "Read", "Write"), .. Locked("Drop", "Read", "Write"), .. Locked("DropField", "Read", "Write"),
        .. Locked("Load", "Read", "Lock", "Read", "Write", "Write"), "Load 3: Write", .. Locked("Store", "Read", "Write"),
        .. Locked("Swap", "Lock", "Read", "Read", "Write", "Write", "Write"), "Swap 2: Read", "Swap 4: Write",
    ];

    private static readonly string[] s_header =
    [
        "Use 1: PlainRead", "Kill 1: PlainRead", "Free 1: Free", .. Parked("Copy", 4, 14), .. Parked("Drop", 4, 14), .. Parked("DropField", 4, 14),
        .. Parked("Load", 5, 18), .. Parked("Store", 4, 14), .. Parked("Swap", 5, 19),
    ];

    public static IReadOnlyList<ExploredProtocol> All { get; } =
    [
        ExploredProtocol.In<GlobalLock<WordLock>>(
            Scenes.OfLocks,
            "global-lock",
            s_global,
            Mutant.Broken<GlobalLock<WordLock>>("count-unlocked", "a load that counts behind the unlock", (h, t) => new CountBehindUnlock(h, t), Scenes.RacingLoad),
            Mutant.Broken<GlobalLock<WordLock>>("judged-unlocked", "dead judged by a look behind the unlock", (h, t) => new JudgedBehindUnlock(h, t), Scenes.TwoDrops),
            Mutant.Unordered<GlobalLock<WordLock>, MemoryWithoutRelease>("S41-unlock", "an unlock that does not release", Scenes.TwoCopies)),
        ExploredProtocol.In<ObjectLock<StripedLocks>>(
            Scenes.OfLocks,
            "object-lock",
            s_striped,
            Mutant.Broken<ObjectLock<StripedLocks>>("S37", "a load that locks the target and not the container", (h, t) => new TargetLocked<StripedLocks>(h, t), Scenes.RacingLoad),
            Mutant.Broken<ObjectLock<StripedLocks>>("S38", "two containers locked in the order of the arguments", (h, t) => new SwapByArgument<StripedLocks>(h, t), Scenes.Swaps),
            Mutant.Broken<ObjectLock<StripedLocks>>("one-lock", "one lock for slots and count of an object", (h, t) => new OneLock<StripedLocks>(h, t), Scenes.CrossLoads)),
        ExploredProtocol.In<ObjectLock<HeaderLocks<NoPatience>>>(
            Scenes.OfParking,
            "object-lock/header",
            s_header,
            Mutant.Broken<ObjectLock<HeaderLocks<NoPatience>>>("S37", "a load that locks the target and not the container", (h, t) => new TargetLocked<HeaderLocks<NoPatience>>(h, t), Scenes.RacingLoad),
            Mutant.Broken<ObjectLock<HeaderLocks<NoPatience>>>("S38", "two containers locked in the order of the arguments", (h, t) => new SwapByArgument<HeaderLocks<NoPatience>>(h, t), Scenes.Swaps),
            Mutant.Broken<ObjectLock<HeaderLocks<NoPatience>>>("one-lock", "one lock for slots and count of an object", (h, t) => new OneLock<HeaderLocks<NoPatience>>(h, t), Scenes.CrossLoads),
            Mutant.Broken<ObjectLock<HeaderLocks<NoPatience>>>("unlock-late", "a dead object unlocked after it was freed", (h, t) => new UnlockAfterFree(h, t), Scenes.TwoDrops)),
        ExploredProtocol.In<ObjectLock<HeaderLocks<EndlessPatience>>>(Scenes.OfParking, "object-lock/header+no-hand-over", s_header),
    ];

    /// <summary>The accesses of an operation whose first takes a lock and whose last gives it back.</summary>
    private static IEnumerable<string> Locked(string operation, params string[] inside) =>
    [
        $"{operation} 1: Lock",
        .. inside.Select((kind, at) => $"{operation} {at + 2}: {kind}"), $"{operation} {inside.Length + 2}: Write",
    ];

    /// <summary>The accesses of an operation whose lock lies in a header: taken at once; or with the list of those who wait locked, and what is inside.
    /// Others of the same kinds follow.</summary>
    private static IEnumerable<string> Parked(string operation, int write, int add) =>
    [
        $"{operation} 1: Read", $"{operation} 2: CompareExchange", $"{operation} 3: Lock", $"{operation} {write}: Write", $"{operation} 12: Await",
        $"{operation} {add}: Add",
    ];
}
