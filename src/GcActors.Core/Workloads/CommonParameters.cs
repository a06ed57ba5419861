namespace GcActors.Core.Workloads;

/// <summary>Parameters that workloads have in common (workloads.md 1).</summary>
internal static class CommonParameters
{
    public static WorkloadParameter Scaling { get; } =
        new("scaling", 0, 0, 0, 1, "Who does the steps: total = divided among the mutators; each = every mutator does all", ["total", "each"]);

    public static WorkloadParameter Work { get; } =
        new("work", 0, 0, 0, 10_000, "Rounds of SplitMix64 on one register after every step, to dilute counting");

    public static WorkloadParameter ShareKept { get; } =
        new("share_kept", 0, 0, 0, 1, "1: the kept tree is one for all mutators");

    public static WorkloadParameter Steps(long normal, long small) => new("steps", normal, small, 0, 1_000_000_000_000, "Steps");

    /// <summary>One mutator's share of a number of steps. Where the mutators do not divide it (the page asks that they do) the first ones do one
    /// more.</summary>
    public static long Share(in WorkloadContext context, string parameter)
    {
        long all = context.Parameters[parameter];
        return context.Parameters["scaling"] != 0 ? all : Share(all, context.Mutator, context.Mutators);
    }

    /// <summary>One of several parts' share; the first ones have one more where they do not divide it.</summary>
    public static long Share(long all, int part, int parts) => all / parts + (part < all % parts ? 1 : 0);

    /// <summary>This mutator's own stream.</summary>
    public static SplitMix64 Stream(in WorkloadContext context) => SplitMix64.Stream(context.Seed, (ulong)context.Mutator + 1);

    public static WorkRounds WorkOf(in WorkloadContext context) => new(context.Parameters.AsInt32("work"));
}
