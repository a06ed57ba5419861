using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>Sticky counts of two bits, which a scene's few references fill.</summary>
internal static class StickyProtocols
{
    private static readonly string[] s_counting =
    [
        "Copy 1: Read", "Copy 2: CompareExchange", "Drop 1: Read", "Drop 2: CompareExchange", "DropField 1: Read", "DropField 2: CompareExchange",
        "Load 1: Read", "Load 2: Read", "Load 3: CompareExchange",
    ];

    public static IEnumerable<ExploredProtocol> All(IReadOnlyList<string> program, IReadOnlyList<string> quarantine)
    {
        yield return Of<Sticky<TwoBits, QuietSlots>>(
            "sticky",
            [.. program, .. s_counting, "Store 1: Read", "Store 2: Write"],
            Mutant.Broken<Sticky<TwoBits, QuietSlots>>("S36", "a stuck count decremented", (h, t) => new StuckDropped(h, t), Scenes.Stuck));
        yield return Of<Sticky<TwoBits, QuiescentSlots>>("sticky/quiescence", [.. program, .. quarantine, .. s_counting, "Load 3: Read", "Store 1: Exchange"]);
    }

    private static ExploredProtocol Of<TCounter>(string name, string[] sites, params IReadOnlyList<Mutant> mutants)
        where TCounter : struct, IRefCounter<TCounter> =>
        ExploredProtocol.Of<TCounter>(name, sites, mutants) with { Scenes = [.. Scenes.UpTo(TCounter.Traits.MaxSharing), Scenes.Immortal, Scenes.Stuck] };
}
