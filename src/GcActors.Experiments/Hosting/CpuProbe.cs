using System.Globalization;

namespace GcActors.Experiments.Hosting;

/// <summary>Reads <see cref="CpuFacts"/> from <c>/proc</c> and <c>/sys</c>.</summary>
internal static class CpuProbe
{
    private const string Cpu0 = "/sys/devices/system/cpu/cpu0";

    public static CpuFacts Read() => new()
    {
        Model = SystemFile.Field("/proc/cpuinfo", "model name"),
        UsableCores = Environment.ProcessorCount,
        AllowedList = SystemFile.Field("/proc/self/status", "Cpus_allowed_list"),
        SiblingsOfCore0 = SystemFile.Text($"{Cpu0}/topology/thread_siblings_list"),
        Caches = Caches(),
        ClockSource = SystemFile.Text("/sys/devices/system/clocksource/clocksource0/current_clocksource"),
        Governor = SystemFile.Text($"{Cpu0}/cpufreq/scaling_governor"),
        Turbo = Turbo(),
        Hypervisor = SystemFile.Field("/proc/cpuinfo", "flags")?.Split(' ').Contains("hypervisor"),
    };

    private static List<CacheFacts> Caches()
    {
        List<CacheFacts> caches = [];
        for (int index = 0; SystemFile.Text($"{Cpu0}/cache/index{index}/level") is { } level; index++)
        {
            string folder = $"{Cpu0}/cache/index{index}";
            if (SystemFile.Bytes(SystemFile.Text($"{folder}/size")) is { } sizeBytes)
            {
                caches.Add(new CacheFacts(
                    int.Parse(level, CultureInfo.InvariantCulture),
                    SystemFile.Text($"{folder}/type") ?? "Unified",
                    sizeBytes,
                    SystemFile.Text($"{folder}/shared_cpu_list")));
            }
        }

        return caches;
    }

    private static bool? Turbo() => SystemFile.Text("/sys/devices/system/cpu/intel_pstate/no_turbo") is { } off
        ? off == "0"
        : SystemFile.Text("/sys/devices/system/cpu/cpufreq/boost") is { } boost ? boost == "1" : null;
}
