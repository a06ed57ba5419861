namespace GcActors.Experiments.Hosting;

/// <summary>Reads <see cref="MemoryFacts"/> from <c>/proc</c> and <c>/sys</c>.</summary>
internal static class MemoryProbe
{
    public static MemoryFacts Read() => new()
    {
        TotalBytes = MemInfo("MemTotal"),
        AvailableBytes = MemInfo("MemAvailable"),
        SwapUsedBytes = MemInfo("SwapTotal") - MemInfo("SwapFree"),
        TransparentHugePages = SystemFile.Chosen("/sys/kernel/mm/transparent_hugepage/enabled"),
        PageBytes = Environment.SystemPageSize,
    };

    private static long? MemInfo(string name) => SystemFile.Bytes(SystemFile.Field("/proc/meminfo", name));
}
