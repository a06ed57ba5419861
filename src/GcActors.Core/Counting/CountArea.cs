namespace GcActors.Core.Counting;

/// <summary>
/// Values that a 32-bit count may have (counting-strategies.md 3, 4.14; workloads.md 1). Pinned objects start 2²⁷ higher, so that even lost updates cannot
/// free them; the offset is taken off again in every check. Immortal is a range, not a flag: 2³⁰ and more, and never written.
/// </summary>
public static class CountArea
{
    public const int PinnedOffset = 1 << 27;

    public const int ImmortalFrom = 1 << 30;

    /// <summary>Where an immortal count starts: far from both ends of its range.</summary>
    public const int ImmortalCount = ImmortalFrom + (ImmortalFrom >> 1);

    private const int PinnedFrom = 1 << 26;

    public static bool IsImmortal(int count) => count >= ImmortalFrom;

    public static bool IsPinned(int count) => count is >= PinnedFrom and < ImmortalFrom;

    /// <summary>The references that a count stands for, without a pin's offset.</summary>
    public static int References(int count) => IsPinned(count) ? count - PinnedOffset : count;
}
