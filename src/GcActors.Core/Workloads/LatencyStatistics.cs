namespace GcActors.Core.Workloads;

/// <summary>
/// Simple and metered latency of requests, and the tails of their distributions, as in DaCapo Chopin (workloads.md 8.1). In a closed loop a stall
/// delays one request and keeps those from being sent that would have met it; metering charges it to them as well.
/// <code>
/// sort by begin b; for a window w and request i: lo = first index with b ≥ b_i − w/2, hi = first with b ≥ b_i + w/2 (the last one if none),
/// pace = (b_hi − b_lo) / (hi − lo) or 0, arrival a_i = b_lo + (i − lo)·pace; metered latency = max(e_i − b_i, e_i − a_i)
/// tail of share x: element n − 1 − ⌊n·x⌋ of the sorted latencies, for x = 1/2, 1/10, 1/100, .. while n·x ≥ 10
/// </code>
/// </summary>
internal static class LatencyStatistics
{
    /// <summary>A window that holds every request.</summary>
    public const long WholeRun = long.MaxValue / 2;

    private const long FewestInTail = 10;

    /// <summary>
    /// <c>latency_KIND_TAIL_ns</c>. Kinds: in a closed loop <c>simple</c>, and <c>metered_0ms</c>, <c>metered_10ms</c>, <c>metered_100ms</c>, <c>metered_run</c> by
    /// the window (one window alone misleads); in an open loop <c>open</c>: end − due. Tails: see <see cref="Tails"/>.
    /// </summary>
    /// <param name="parts">Of each mutator: begin, end, begin, end, .., ns.</param>
    /// <param name="isOpenLoop">Whether begin is when the request was due.</param>
    public static IReadOnlyDictionary<string, double> Quantities(IReadOnlyList<ulong[]> parts, bool isOpenLoop)
    {
        Request[] requests = ByBegin(parts);
        (string Kind, double[] Latencies)[] kinds = isOpenLoop
            ? [("open", Simple(requests))]
            :
            [
                ("simple", Simple(requests)),
                ("metered_0ms", Metered(requests, 0)),
                ("metered_10ms", Metered(requests, 10_000_000)),
                ("metered_100ms", Metered(requests, 100_000_000)),
                ("metered_run", Metered(requests, WholeRun)),
            ];
        return kinds
            .SelectMany(kind => Tails(kind.Latencies).Select(tail => (Name: $"latency_{kind.Kind}_{tail.Name}_ns", tail.Latency)))
            .ToDictionary(q => q.Name, q => q.Latency);
    }

    /// <summary>All mutators' requests, sorted by begin.</summary>
    /// <param name="parts">Of each mutator: begin, end, begin, end, .., ns.</param>
    public static Request[] ByBegin(IReadOnlyList<ulong[]> parts)
    {
        var requests = new List<Request>(parts.Sum(part => part.Length / 2));
        foreach (ulong[] part in parts)
        {
            for (int i = 0; i < part.Length; i += 2)
            {
                requests.Add(new Request((long)part[i], (long)part[i + 1]));
            }
        }

        return [.. requests.OrderBy(r => r.BeginNs)];
    }

    /// <summary>End − begin of each request, in the order given.</summary>
    public static double[] Simple(Request[] requests) => Array.ConvertAll(requests, r => (double)(r.EndNs - r.BeginNs));

    /// <summary>Latency against the smoothed arrivals.</summary>
    /// <param name="byBegin">Sorted by begin.</param>
    /// <param name="windowNs">w, or <see cref="WholeRun"/>; 0 gives the simple latency.</param>
    public static double[] Metered(Request[] byBegin, long windowNs)
    {
        var latencies = new double[byBegin.Length];
        int last = byBegin.Length - 1;
        int lo = 0;
        int hi = 0;
        for (int i = 0; i <= last; i++)
        {
            (long begin, long end) = byBegin[i];
            while (byBegin[lo].BeginNs < begin - windowNs / 2)
            {
                lo++;
            }

            while (hi < last && byBegin[hi].BeginNs < begin + windowNs / 2)
            {
                hi++;
            }

            long least = byBegin[lo].BeginNs;
            double pace = hi > lo ? (double)(byBegin[hi].BeginNs - least) / (hi - lo) : 0;
            latencies[i] = Math.Max(end - begin, end - least - (i - lo) * pace);
        }

        return latencies;
    }

    /// <summary>The tails of a distribution, by their names: <c>p50</c>, <c>p90</c>, <c>p99</c>, <c>p999</c> (99.9 %), and so on; the rarest has ten requests at
    /// least in it. Sorts.</summary>
    public static IEnumerable<(string Name, double Latency)> Tails(double[] latencies)
    {
        Array.Sort(latencies);
        long n = latencies.Length;
        string name = "p50";
        for (long oneIn = 2; n >= FewestInTail * oneIn; oneIn = oneIn == 2 ? 10 : oneIn * 10)
        {
            name = oneIn switch { 2 => "p50", 10 => "p90", 100 => "p99", _ => name + "9" };
            yield return (name, latencies[n - 1 - n / oneIn]);
        }
    }

    /// <param name="BeginNs">When it began; in an open loop, when it was due.</param>
    /// <param name="EndNs">When it was answered.</param>
    public readonly record struct Request(long BeginNs, long EndNs);
}
