using System.Globalization;

namespace GcActors.Experiments.Running;

/// <summary>CPU time of the whole machine and of this process, from Linux's <c>/proc</c>; zero elsewhere.</summary>
/// <param name="BusyS">All processes.</param>
/// <param name="StolenS">Taken by the hypervisor.</param>
/// <param name="OwnS">This process.</param>
internal readonly record struct MachineUse(double BusyS, double StolenS, double OwnS)
{
    /// <summary>USER_HZ, which the kernel fixes at 100 for <c>/proc</c> on the architectures that are timed.</summary>
    private const double TicksPerS = 100;

    public static MachineUse Read()
    {
        double own = OperatingSystem.IsLinux() ? Environment.CpuUsage.TotalTime.TotalSeconds : 0;
        if (!File.Exists("/proc/stat"))
            return new MachineUse(0, 0, own);

        // cpu user nice system idle iowait irq softirq steal
        string[] fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double Seconds(int field) => double.Parse(fields[field], CultureInfo.InvariantCulture) / TicksPerS;
        return new MachineUse(Seconds(1) + Seconds(2) + Seconds(3) + Seconds(6) + Seconds(7), Seconds(8), own);
    }

    public static double OtherCores(MachineUse before, MachineUse after, double windowS) =>
        Math.Max(0, (after.BusyS - before.BusyS - (after.OwnS - before.OwnS)) / windowS);

    public static double StolenCores(MachineUse before, MachineUse after, double windowS) => (after.StolenS - before.StolenS) / windowS;
}
