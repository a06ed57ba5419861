using System.Diagnostics;
using GcActors.Core.Host;

namespace GcActors.Core.Probes;

/// <summary>Runs a body on several pinned threads at once and says whether they really ran at once.</summary>
internal static class SideBySide
{
    /// <param name="Ns">Longest time of a thread.</param>
    /// <param name="Overlap">1 − the largest run-queue wait / time; 1 where the kernel does not tell. Below 0.9 a contended figure says nothing.</param>
    public readonly record struct Timing(double Ns, double Overlap);

    /// <param name="threads">How many.</param>
    /// <param name="bind">Binds the calling thread to a core.</param>
    /// <param name="body">Called with the thread's number; what it does before <paramref name="body"/> returns is timed.</param>
    public static Timing Run(int threads, Func<int, bool> bind, Action<int> body)
    {
        using var start = new Barrier(threads);
        var times = new double[threads];
        var waits = new double[threads];
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
                waits[self] = (ThreadUsage.OfCallingThread() - before).RunQueueNs;
            }) { IsBackground = true, Name = $"probe/{self}" };
            workers[i].Start();
        }

        foreach (Thread worker in workers)
        {
            worker.Join();
        }

        double longest = times.Max();
        return new Timing(longest, 1 - (waits.Max() / longest));
    }
}
