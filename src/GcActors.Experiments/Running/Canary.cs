using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Running;

/// <summary>
/// The gauge of the machine (rule A6): what a plain, an atomic and a contended atomic increment cost now. The two private loops feed gate
/// G3; the shared one does not, because its price differs from process to process even on a quiet machine.
/// </summary>
public static unsafe class Canary
{
    /// <summary>Settings with this key are no trial but a canary.</summary>
    public const string SettingKey = "canary";

    public const string PlainUndisturbed = "plain_undisturbed_ns";
    public const string AtomicUndisturbed = "atomic_undisturbed_ns";

    /// <summary>Two lines, because the adjacent line is fetched with a line.</summary>
    private const int LineBytes = 128;

    /// <summary>A core that was idle comes back slower; the first canary of a group would be the one that finds it so.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(50);

    /// <summary>The private loops take turns, because a machine whose clock changes every some 100 ms shows one loop of 50 ms nothing else than how it just is.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(10);

    private const int Slices = 20;

    /// <summary>Of the batches: a machine that is disturbed nine tenths of the time still shows what it does otherwise.</summary>
    private const double UndisturbedShare = 0.02;

    /// <summary>Runs in a child process of its own, as a trial does.</summary>
    /// <returns>A row: the prices in <c>extra</c>, the two threads' overlap, the CPU of others.</returns>
    public static JsonObject Run()
    {
        var words = (byte*)NativeMemory.AlignedAlloc(3 * LineBytes, LineBytes);
        try
        {
            new Span<byte>(words, 3 * LineBytes).Clear();
            return Measure((long*)words, (long*)(words + LineBytes), words + (2 * LineBytes));
        }
        finally
        {
            NativeMemory.AlignedFree(words);
        }
    }

    private static JsonObject Measure(long* plain, long* atomic, byte* shared)
    {
        CanaryLoop.RunPlain(plain, WarmUp, new List<double>());
        CanaryLoop.RunAtomic(atomic, WarmUp, new List<double>());
        var plainNs = new List<double>();
        var atomicNs = new List<double>();
        int hostCollections = GC.CollectionCount(0);
        MachineUse before = MachineUse.Read();
        long start = Stopwatch.GetTimestamp();
        for (int slice = 0; slice < Slices; slice++)
        {
            CanaryLoop.RunPlain(plain, Slice, plainNs);
            CanaryLoop.RunAtomic(atomic, Slice, atomicNs);
        }

        (double sharedNs, double? overlap) = MeasureShared((nint)shared);
        TimeSpan window = Stopwatch.GetElapsedTime(start);
        MachineUse after = MachineUse.Read();
        return new JsonObject
        {
            ["outcome"] = "passed",
            ["settings"] = new JsonObject { [SettingKey] = "1", ["mutators"] = "2" },
            ["iterations"] = new JsonArray(new JsonObject { ["wall_ns"] = (long)window.TotalNanoseconds, ["cpu_ns"] = 0L, ["steps"] = 0L }),
            ["overlap"] = overlap,
            ["extra"] = new JsonObject
            {
                ["plain_ns"] = Median.Of(plainNs),
                ["atomic_ns"] = Median.Of(atomicNs),
                ["shared_ns"] = sharedNs,
                [PlainUndisturbed] = Undisturbed(plainNs),
                [AtomicUndisturbed] = Undisturbed(atomicNs),
            },
            ["host"] = new JsonObject
            {
                ["host_collections"] = GC.CollectionCount(0) - hostCollections,
                ["quanta_allocated_bytes"] = 0,
                ["other_cpu_cores"] = MachineUse.OtherCores(before, after, window.TotalSeconds),
                ["steal_cores"] = MachineUse.StolenCores(before, after, window.TotalSeconds),
            },
        };
    }

    /// <summary>The fastest fiftieth of the batches ends here: what the machine does when nobody is in the way. A neighbour's bursts are noise of the cells, not drift of the machine.</summary>
    private static double Undisturbed(List<double> batchNs)
    {
        batchNs.Sort();
        return Quantile.OfSorted(CollectionsMarshal.AsSpan(batchNs), UndisturbedShare);
    }

    private static (double NsPerOperation, double? Overlap) MeasureShared(nint word)
    {
        IReadOnlyList<int> cores = CorePinning.AllowedCores();
        using var start = new Barrier(2);
        CanaryThread[] threads = [.. Enumerable.Range(0, 2).Select(i =>
            new CanaryThread(word, cores.Count > 0 ? cores[i % cores.Count] : null, start, Duration))];
        foreach (CanaryThread thread in threads)
            thread.Join();
        double? overlap = threads.All(t => t.Overlap is not null) ? threads.Min(t => t.Overlap) : null;
        return (threads.Average(t => t.NsPerOperation), overlap);
    }
}
