using System.Runtime.InteropServices;
using GcActors.Core.Host;

namespace GcActors.Experiments.Running;

/// <summary>Binds the calling thread to a core (Linux; elsewhere nothing is bound).</summary>
internal static partial class CorePinning
{
    private const int MaskWords = 16;

    /// <summary>Cores that this thread may use now.</summary>
    public static unsafe IReadOnlyList<int> AllowedCores()
    {
        ulong* mask = stackalloc ulong[MaskWords];
        return OperatingSystem.IsLinux() && GetAffinity(0, MaskWords * sizeof(ulong), mask) >= 0 ? CoresIn(mask) : [];
    }

    public static void PinThisThread(int core)
    {
        if (!ThreadCore.TryBindCurrentThread(core) && OperatingSystem.IsLinux())
            throw new InvalidOperationException($"core {core} cannot be had");
    }

    private static unsafe List<int> CoresIn(ulong* mask)
    {
        var cores = new List<int>();
        for (int core = 0; core < MaskWords * 64; core++)
        {
            if ((mask[core / 64] >> (core % 64) & 1) != 0)
                cores.Add(core);
        }

        return cores;
    }

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static unsafe partial int GetAffinity(int thread, nint size, ulong* mask);
}
