using GcActors.Core.Workloads;
using Xunit;
using Request = GcActors.Core.Workloads.LatencyStatistics.Request;

namespace GcActors.Tests.Workloads;

/// <summary>Latencies and their tails: cases worked out by hand, and the page's definition written down once more, without a thought for speed.</summary>
public class LatencyStatisticsTests
{
    /// <summary>Requests of 2 ns every 10 ns; the third takes 32, so the fourth begins 30 late, and the others after it.</summary>
    private static readonly Request[] s_stall = [new(0, 2), new(10, 12), new(20, 52), new(60, 62), new(70, 72)];

    [Fact]
    public void Simple_latency_charges_a_stall_to_one_request()
        => Assert.Equal([2, 2, 32, 2, 2], LatencyStatistics.Simple(s_stall));

    [Fact]
    public void A_window_of_nothing_gives_the_simple_latency()
        => Assert.Equal([2, 2, 32, 2, 2], LatencyStatistics.Metered(s_stall, 0));

    [Fact]
    public void Over_the_whole_run_arrivals_are_evenly_spread()
        //// Pace 70/4 = 17.5: arrivals 0, 17.5, 35, 52.5, 70; who began before its arrival keeps its simple latency.
        => Assert.Equal([2, 2, 32, 9.5, 2], LatencyStatistics.Metered(s_stall, LatencyStatistics.WholeRun));

    [Fact]
    public void A_window_smooths_the_arrivals_in_it()
        //// w = 40. i 0: from 0 up to 20 (b = 20): pace 10, arrival 0. i 1: 0 up to b = 60 (≥ 30): pace 20, arrival 20. i 2: 0 up to 60: 20, 40.
        //// i 3: from b = 60 (≥ 40; 20 is not) up to the last: arrival 60. i 4: from 60 (≥ 50): pace 10, arrival 70.
        => Assert.Equal([2, 2, 32, 2, 2], LatencyStatistics.Metered(s_stall, 40));

    [Fact]
    public void A_wider_window_charges_the_stall_to_who_came_after_it()
        //// w = 100: lo of i 3 (b 60 − 50 = 10) is 1, of i 4 (b 20) is 2; hi is the last for both. i 3: pace 60/3 = 20, arrival 10 + 2·20 = 50.
        //// i 4: pace 50/2 = 25, arrival 20 + 2·25 = 70.
        => Assert.Equal([2, 2, 32, 12, 2], LatencyStatistics.Metered(s_stall, 100));

    [Fact]
    public void Requests_that_begin_together_are_served_one_after_the_other()
        => Assert.Equal([5, 7], LatencyStatistics.Metered([new(3, 8), new(3, 10)], LatencyStatistics.WholeRun));

    [Theory]
    [InlineData(0, "")]
    [InlineData(19, "")]
    [InlineData(20, "p50=9")]
    [InlineData(99, "p50=49")]
    [InlineData(100, "p50=49 p90=89")]
    [InlineData(1000, "p50=499 p90=899 p99=989")]
    [InlineData(10_005, "p50=5002 p90=9004 p99=9904 p999=9994")]
    [InlineData(100_000, "p50=49999 p90=89999 p99=98999 p999=99899 p9999=99989")]
    public void A_tail_has_ten_requests_at_least(int n, string expected)
    {
        double[] latencies = [.. Enumerable.Range(0, n).Select(i => (double)(n - 1 - i))];
        Assert.Equal(expected, string.Join(' ', LatencyStatistics.Tails(latencies).Select(t => $"{t.Name}={t.Latency}")));
    }

    [Fact]
    public void Random_requests_come_out_as_the_definition_says()
    {
        var random = new SplitMix64(20);
        for (int round = 0; round < 300; round++)
        {
            int n = 1 + (int)random.Below(60);
            ulong[][] parts = [new ulong[2 * (n / 2)], new ulong[2 * (n - n / 2)]];
            foreach (ulong[] part in parts)
            {
                ulong at = random.Below(50);
                for (int i = 0; i < part.Length; i += 2)
                {
                    part[i] = at += random.Below(20);
                    part[i + 1] = at += random.Below(random.Percent(10) ? 300ul : 30ul);
                }
            }

            Request[] requests = LatencyStatistics.ByBegin(parts);
            Assert.Equal(requests.OrderBy(r => r.BeginNs), requests);
            foreach (long window in (long[])[0, 2, 30, 100, 1000, LatencyStatistics.WholeRun])
            {
                Assert.Equal(MeteredByDefinition(requests, window), LatencyStatistics.Metered(requests, window).Select(latency => Math.Round(latency, 6)));
            }
        }
    }

    [Fact]
    public void Quantities_have_regular_names()
    {
        ulong[] part = [.. Enumerable.Range(0, 100).SelectMany(i => (ulong[])[(ulong)i * 10, (ulong)i * 10 + 3])];
        Assert.Equal(
            ["latency_open_p50_ns", "latency_open_p90_ns"], LatencyStatistics.Quantities([part], isOpenLoop: true).Keys);
        Assert.Equal(
            from kind in (string[])["simple", "metered_0ms", "metered_10ms", "metered_100ms", "metered_run"]
            from tail in (string[])["p50", "p90"]
            select $"latency_{kind}_{tail}_ns",
            LatencyStatistics.Quantities([part], isOpenLoop: false).Keys);
        Assert.All(LatencyStatistics.Quantities([part], isOpenLoop: false).Values, latency => Assert.Equal(3, latency));
        Assert.Empty(LatencyStatistics.Quantities([[], []], isOpenLoop: false));
    }

    private static double[] MeteredByDefinition(Request[] b, long w)
    {
        int First(long least) => Array.FindIndex(b, r => r.BeginNs >= least);

        var latencies = new double[b.Length];
        for (int i = 0; i < b.Length; i++)
        {
            int lo = First(b[i].BeginNs - w / 2);
            int hi = First(b[i].BeginNs + w / 2) is >= 0 and var found ? found : b.Length - 1;
            double pace = hi != lo ? (double)(b[hi].BeginNs - b[lo].BeginNs) / (hi - lo) : 0;
            double arrival = b[lo].BeginNs + (i - lo) * pace;
            latencies[i] = Math.Round(Math.Max(b[i].EndNs - b[i].BeginNs, b[i].EndNs - arrival), 6);
        }

        return latencies;
    }
}
