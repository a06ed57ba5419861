using System.Globalization;

namespace GcActors.Experiments.Hosting;

/// <summary>Reads <see cref="LimitFacts"/> from version 2 of the control groups, and version 1 where that is mounted.</summary>
internal static class LimitProbe
{
    private const string Root = "/sys/fs/cgroup";

    // Version 1 writes "no limit" as the largest multiple of a page.
    private const long Unlimited = long.MaxValue / 2;

    public static LimitFacts Read() => new(CpuCores(), MemoryBytes());

    private static double? CpuCores()
    {
        string[] quotaAndPeriod = SystemFile.Text($"{Root}/cpu.max")?.Split(' ') ??
            [SystemFile.Text($"{Root}/cpu/cpu.cfs_quota_us") ?? "", SystemFile.Text($"{Root}/cpu/cpu.cfs_period_us") ?? ""];
        return quotaAndPeriod.Length == 2 && Number(quotaAndPeriod[0]) is > 0 and { } quota && Number(quotaAndPeriod[1]) is > 0 and { } period
            ? quota / period
            : null;
    }

    private static long? MemoryBytes()
    {
        string? limit = SystemFile.Text($"{Root}/memory.max") ?? SystemFile.Text($"{Root}/memory/memory.limit_in_bytes");
        return SystemFile.Bytes(limit) is { } bytes and < Unlimited ? bytes : null;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
}
