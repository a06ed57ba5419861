namespace GcActors.Experiments.Hosting;

/// <summary>Says what on a host may disturb a measurement, and which command a person could run about it.</summary>
public static class HostAdvisor
{
    // A quarter of a core of other work already voids gate G1 on a small machine.
    private const double QuietLoad = 0.25;

    private static readonly string[] PreciseClocks = ["tsc", "kvm-clock", "hyperv_clocksource_tsc_page"];

    private static readonly Func<HostFacts, Advice?>[] Rules =
    [
        static host => host.TimingSupported ? null : new Advice(TimingSupport.Refusal, null),
        static host => host.Load.Count > 0 && host.Load[0] > QuietLoad
            ? new Advice($"other work is running: load {host.Load[0]:0.00} over the last minute", "ps -eo pcpu,pid,comm --sort=-pcpu | head")
            : null,
        static host => host.Cpu.Governor is { } governor && governor != "performance"
            ? new Advice($"the clock frequency changes with the load: governor '{governor}'", "sudo cpupower frequency-set -g performance")
            : null,
        static host => host.Cpu.Turbo == true
            ? new Advice("turbo makes the first seconds faster than the rest", "sudo cpupower set --turbo-boost 0")
            : null,
        static host => host.Cpu.SiblingsOfCore0 is { } siblings && siblings.AsSpan().IndexOfAny(',', '-') >= 0
            ? new Advice($"hardware threads share a core (core 0: {siblings}); two mutators on one core are not two cores",
                "echo off | sudo tee /sys/devices/system/cpu/smt/control")
            : null,
        static host => host.Cpu.ClockSource is { } clock && !PreciseClocks.Contains(clock)
            ? new Advice($"clock source '{clock}' is slow to read", "cat /sys/devices/system/clocksource/clocksource0/available_clocksource")
            : null,
        static host => host.Cpu.Hypervisor == true
            ? new Advice("a virtual machine: the hypervisor may take time away (steal); trials that it disturbed are inconclusive",
                "grep -w cpu /proc/stat")
            : null,
        static host => host.Cpu.UsableCores < 2
            ? new Advice("one core: nothing runs in parallel, contention cannot be measured", null)
            : null,
        static host => host.Limits.CpuCores is { } cores && cores < host.Cpu.UsableCores
            ? new Advice($"the control group allows {cores:0.##} cores of {host.Cpu.UsableCores}", "cat /sys/fs/cgroup/cpu.max")
            : null,
        static host => host.Memory.TransparentHugePages == "never"
            ? new Advice("huge pages are off; heap.huge_pages has no effect", "echo madvise | sudo tee /sys/kernel/mm/transparent_hugepage/enabled")
            : null,
        static host => host.Memory.SwapUsedBytes > 0
            ? new Advice($"swap is in use: {host.Memory.SwapUsedBytes} bytes", "sudo swapoff -a")
            : null,
        static host => host.Build.Optimised ? null : new Advice("a debug build; times mean nothing", "dotnet build -c Release"),
        static host => host.Build.Dirty == true
            ? new Advice("the checkout differs from its commit; results will say so", "git status")
            : null,
        static host => host.Runtime.DebuggerAttached ? new Advice("a debugger is attached", null) : null,
    ];

    public static IReadOnlyList<Advice> Of(HostFacts host) => [.. Rules.Select(rule => rule(host)).OfType<Advice>()];
}
