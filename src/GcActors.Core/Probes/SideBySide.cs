using System.Diagnostics;
using GcActors.Core.Host;

namespace GcActors.Core.Probes;

/// <summary>Runs a body on several pinned threads at once and says whether they really ran at once.</summary>
internal static class SideBySide
{
    /// <param name="Ns">Longest time of a thread.</param>
    /// <param name="CpuNs">CPU time of all threads.</param>
    /// <param name="WaitNs">Largest run-queue wait of a thread; 0 where the kernel does not tell.</param>
    public readonly record struct Timing(double Ns, long CpuNs, long WaitNs)
    {
        /// <summary>1 − the largest run-queue wait / time. Below 0.9 a contended figure says nothing.</summary>
        public double Overlap => 1 - (WaitNs / Ns);
    }

    /// <param name="threads">How many.</param>
    /// <param name="bind">Binds the calling thread to a core.</param>
    /// <param name="body">Called with the thread's number; what it does before <paramref name="body"/> returns is timed.</param>
    public static Timing Run(int threads, Func<int, bool> bind, Action<int> body)
    {
        using var start = new Barrier(threads);
        var times = new double[threads];
        var usages = new ThreadUsage[threads];
        var workers = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            int self = i;
            workers[i] = new Thread(() =>
            {
                bind(self % Environment.ProcessorCount);
                ThreadUsage before = ThreadUsage.OfCallingThread();
                start.SignalAndWait();
                long from = Stopwatch.GetTimestamp();
                body(self);
                times[self] = Stopwatch.GetElapsedTime(from).TotalNanoseconds;
                usages[self] = ThreadUsage.OfCallingThread() - before;
            }) { IsBackground = true, Name = $"probe/{self}" };
            workers[i].Start();
        }

        foreach (Thread worker in workers)
        {
            worker.Join();
        }

        return new Timing(times.Max(), usages.Sum(u => u.CpuNs), usages.Max(u => u.RunQueueNs));
    }
}
