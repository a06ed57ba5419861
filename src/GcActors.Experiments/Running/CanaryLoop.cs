using System.Diagnostics;
using System.Runtime.CompilerServices;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Running;

/// <summary>The canary's two loops over one word, in batches so that the clock is read about every 100 µs and never for a single operation.</summary>
internal static unsafe class CanaryLoop
{
    private const int Batch = 50_000;

    public static double PlainNsPerOperation(long* word, TimeSpan duration) => Measure(word, duration, &Plain);

    public static double AtomicNsPerOperation(long* word, TimeSpan duration) => Measure(word, duration, &Atomic);

    /// <summary>The median over batches: a neighbour's burst of a few ms is noise of the cells, not drift of the machine.</summary>
    private static double Measure(long* word, TimeSpan duration, delegate*<long*, void> batch)
    {
        var batchNs = new List<double>();
        long start = Stopwatch.GetTimestamp();
        long before = start;
        do
        {
            batch(word);
            long now = Stopwatch.GetTimestamp();
            batchNs.Add(Stopwatch.GetElapsedTime(before, now).TotalNanoseconds / Batch);
            before = now;
        }
        while (Stopwatch.GetElapsedTime(start, before) < duration);
        return Median.Of(batchNs);
    }

    /// <summary>Volatile, so that the sum is not kept in a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Plain(long* word)
    {
        for (int i = 0; i < Batch; i++)
            Volatile.Write(ref *word, Volatile.Read(ref *word) + 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Atomic(long* word)
    {
        for (int i = 0; i < Batch; i++)
            Interlocked.Increment(ref *word);
    }
}
