using System.Globalization;
using System.Runtime.InteropServices;

namespace GcActors.Experiments.Hosting;

/// <summary>Looks at the host and changes nothing.</summary>
public static class HostProbe
{
    /// <summary>Takes some ten milliseconds: it hashes our assemblies and asks git.</summary>
    public static HostFacts Read() => new()
    {
        TakenAt = DateTimeOffset.UtcNow,
        OperatingSystem = RuntimeInformation.OSDescription,
        Architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
        Kernel = SystemFile.Text("/proc/sys/kernel/osrelease"),
        TimingSupported = TimingSupport.IsSupported,
        Load = Load(),
        Cpu = CpuProbe.Read(),
        Memory = MemoryProbe.Read(),
        Limits = LimitProbe.Read(),
        Runtime = RuntimeProbe.Read(),
        Build = BuildProbe.Read(),
    };

    private static List<double> Load() =>
        [.. (SystemFile.Text("/proc/loadavg")?.Split(' ').Take(3) ?? []).Select(x => double.Parse(x, CultureInfo.InvariantCulture))];
}
