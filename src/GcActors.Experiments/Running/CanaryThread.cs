using System.Diagnostics;
using System.Globalization;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Running;

/// <summary>One of the two threads that share a line, pinned, and how much of its window it spent waiting for its core.</summary>
internal sealed unsafe class CanaryThread
{
    private readonly Thread _thread;

    public CanaryThread(nint word, int? core, Barrier start, TimeSpan duration)
    {
        _thread = new Thread(() => Run((long*)word, core, start, duration))
        {
            Name = $"canary on core {core?.ToString(CultureInfo.InvariantCulture) ?? "any"}",
        };
        _thread.Start();
    }

    public double NsPerOperation { get; private set; }

    /// <summary>1 − run-queue wait / window (gate G1); null where the kernel does not say.</summary>
    public double? Overlap { get; private set; }

    public void Join() => _thread.Join();

    private void Run(long* word, int? core, Barrier start, TimeSpan duration)
    {
        if (core is { } number)
            CorePinning.PinThisThread(number);
        start.SignalAndWait();
        double? before = RunQueueWaitNs();
        long began = Stopwatch.GetTimestamp();
        var batchNs = new List<double>();
        CanaryLoop.RunAtomic(word, duration, batchNs);
        NsPerOperation = Median.Of(batchNs);
        double windowNs = Stopwatch.GetElapsedTime(began).TotalNanoseconds;
        Overlap = RunQueueWaitNs() is { } after && before is { } waited ? 1 - ((after - waited) / windowNs) : null;
    }

    private static double? RunQueueWaitNs()
    {
        const string File = "/proc/thread-self/schedstat";
        return System.IO.File.Exists(File) ? double.Parse(System.IO.File.ReadAllText(File).Split(' ')[1], CultureInfo.InvariantCulture) : null;
    }
}
