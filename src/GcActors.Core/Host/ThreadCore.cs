using System.Runtime.InteropServices;

namespace GcActors.Core.Host;

/// <summary>Which core a thread runs on.</summary>
public static unsafe partial class ThreadCore
{
    private const int MaskBytes = 1024; // 8,192 processors, more than a kernel can be built for

    /// <summary>Binds the calling thread, which is why it is called in a thread's own start routine.</summary>
    /// <returns>False: not on Linux, or there is no such core for this process.</returns>
    public static bool TryBindCurrentThread(int core)
    {
        if (!OperatingSystem.IsLinux() || core < 0 || core >= MaskBytes * 8)
        {
            return false;
        }

        byte* mask = stackalloc byte[MaskBytes];
        new Span<byte>(mask, MaskBytes).Clear();
        mask[core / 8] = (byte)(1 << (core % 8));
        return SchedSetAffinity(0, MaskBytes, mask) == 0;
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SchedSetAffinity(int thread, nuint maskBytes, byte* mask);
}
