using System.Runtime.InteropServices;

namespace GcActors.Runtime;

/// <summary>The calls for time that .NET does not offer. Nothing here is reached elsewhere than on Linux.</summary>
internal static unsafe partial class Linux
{
    private const int FutexWaitPrivate = 0 | 128;
    private const int FutexWakePrivate = 1 | 128;
    private const int SetTimerSlack = 29;

    /// <summary>The number is the architecture's; where we do not know it, parking goes through a monitor.</summary>
    private static readonly nint s_futex = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 202,
        Architecture.Arm64 => 98,
        _ => -1,
    };

    public static bool HasFutex => OperatingSystem.IsLinux() && s_futex >= 0;

    /// <summary>Sleeps while the word has the value; returns on a wake-up, on time-out, on a signal, or for no reason: callers loop.</summary>
    public static void FutexWait(int* word, int value, long timeoutNs)
    {
        if (timeoutNs == long.MaxValue)
        {
            Syscall(s_futex, word, FutexWaitPrivate, value, null);
            return;
        }

        var timeout = new Timespec { Seconds = (nint)(timeoutNs / 1_000_000_000), Nanoseconds = (nint)(timeoutNs % 1_000_000_000) };
        Syscall(s_futex, word, FutexWaitPrivate, value, &timeout);
    }

    public static void FutexWakeOne(int* word) => Syscall(s_futex, word, FutexWakePrivate, 1, null);

    /// <summary>By default the kernel may let a thread oversleep by 50 µs to save wake-ups; the thread that fires timers asks for 1 ns.</summary>
    public static void AskForPreciseSleep()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Prctl(SetTimerSlack, 1, 0, 0, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Syscall(nint number, int* word, nint operation, nint value, Timespec* timeout);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Prctl(int operation, nuint a, nuint b, nuint c, nuint d);

    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
