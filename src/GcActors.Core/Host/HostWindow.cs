using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace GcActors.Core.Host;

/// <summary>A snapshot of what the host does beside us; the difference of two describes a window. Read outside measured stretches.</summary>
public sealed record HostWindow
{
    public long TimestampNs { get; private init; }

    public long HostCollections { get; private init; }

    /// <summary>Managed bytes allocated by all threads.</summary>
    public long AllocatedBytes { get; private init; }

    public long MethodsJitted { get; private init; }

    public long MajorFaults { get; private init; }

    /// <summary>CPU time of this process.</summary>
    public long ProcessCpuNs { get; private init; }

    /// <summary>CPU time of the whole machine that was not idle, steal apart.</summary>
    public long MachineBusyNs { get; private init; }

    public long StealNs { get; private init; }

    public static HostWindow Now()
    {
        (long busy, long steal) = MachineTimes();
        return new HostWindow
        {
            TimestampNs = (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency)),
            HostCollections = GC.CollectionCount(0),
            AllocatedBytes = GC.GetTotalAllocatedBytes(),
            MethodsJitted = JitInfo.GetCompiledMethodCount(),
            MajorFaults = OwnMajorFaults(),
            ProcessCpuNs = (long)(Environment.CpuUsage.TotalTime.TotalMicroseconds * 1e3),
            MachineBusyNs = busy,
            StealNs = steal,
        };
    }

    public static HostWindow operator -(HostWindow later, HostWindow earlier) => new()
    {
        TimestampNs = later.TimestampNs - earlier.TimestampNs,
        HostCollections = later.HostCollections - earlier.HostCollections,
        AllocatedBytes = later.AllocatedBytes - earlier.AllocatedBytes,
        MethodsJitted = later.MethodsJitted - earlier.MethodsJitted,
        MajorFaults = later.MajorFaults - earlier.MajorFaults,
        ProcessCpuNs = later.ProcessCpuNs - earlier.ProcessCpuNs,
        MachineBusyNs = later.MachineBusyNs - earlier.MachineBusyNs,
        StealNs = later.StealNs - earlier.StealNs,
    };

    public static HostWindow operator +(HostWindow a, HostWindow b) => new()
    {
        TimestampNs = a.TimestampNs + b.TimestampNs,
        HostCollections = a.HostCollections + b.HostCollections,
        AllocatedBytes = a.AllocatedBytes + b.AllocatedBytes,
        MethodsJitted = a.MethodsJitted + b.MethodsJitted,
        MajorFaults = a.MajorFaults + b.MajorFaults,
        ProcessCpuNs = a.ProcessCpuNs + b.ProcessCpuNs,
        MachineBusyNs = a.MachineBusyNs + b.MachineBusyNs,
        StealNs = a.StealNs + b.StealNs,
    };

    /// <summary>CPU of other processes, in cores. The kernel counts machine time in ticks of 10 ms, so a window of less than 100 ms is coarse.</summary>
    public double OtherCpuCores => TimestampNs == 0 ? 0 : Math.Max(0, (double)(MachineBusyNs - ProcessCpuNs) / TimestampNs);

    public double StealCores => TimestampNs == 0 ? 0 : (double)StealNs / TimestampNs;

    private static (long BusyNs, long StealNs) MachineTimes()
    {
        if (!OperatingSystem.IsLinux())
        {
            return default;
        }

        // cpu user nice system idle iowait irq softirq steal …, in ticks of 1/100 s
        using StreamReader reader = File.OpenText("/proc/stat");
        string[] fields = reader.ReadLine()!.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        long Ticks(int i) => long.Parse(fields[i], CultureInfo.InvariantCulture) * 10_000_000;
        return (Ticks(1) + Ticks(2) + Ticks(3) + Ticks(6) + Ticks(7), Ticks(8));
    }

    private static long OwnMajorFaults()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        string stat = File.ReadAllText("/proc/self/stat");
        // The command name may hold spaces; fields are counted from the closing bracket: state is field 3, majflt field 12.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[9], CultureInfo.InvariantCulture);
    }
}
