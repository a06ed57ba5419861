using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace GcActors.Experiments.Running;

/// <summary>The canary's two loops over one word, in batches so that the clock is read about every 100 µs and never for a single operation.</summary>
internal static unsafe class CanaryLoop
{
    private const int Batch = 50_000;

    /// <param name="batchNs">What an operation took in each batch, in ns, is added here.</param>
    public static void RunPlain(long* word, TimeSpan duration, ICollection<double> batchNs) => Run(word, duration, batchNs, &Plain);

    /// <param name="batchNs">What an operation took in each batch, in ns, is added here.</param>
    public static void RunAtomic(long* word, TimeSpan duration, ICollection<double> batchNs) => Run(word, duration, batchNs, &Atomic);

    private static void Run(long* word, TimeSpan duration, ICollection<double> batchNs, delegate*<long*, void> batch)
    {
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
