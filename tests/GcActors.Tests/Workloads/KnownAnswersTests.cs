using GcActors.Core;
using GcActors.Core.Counting;
using GcActors.Core.Workloads;
using Xunit;

namespace GcActors.Tests.Workloads;

/// <summary>The totals of workloads.md section 10, under every counter and allocator; again with allocations that fail at random, deaths that a stop
/// interrupts, and freed cells that are poisoned.</summary>
public class KnownAnswersTests
{
    private static readonly (string Workload, string Parameters, int Mutators, Totals Totals)[] Rows =
    [
        ("self-list", "n=1000", 1, new(1000, 1000, 1000, 0, 0, 1000, "")),
        ("pair", "n=1000", 1, new(2000, 2000, 2000, 0, 0, 2000, "")),
        ("churn", "steps=10000 window=64 touches=2", 1, new(10001, 30000, 39936, 9936, 65, 0, "637920")),
        ("life", "steps=20000", 1, new(20000, 0, 19315, 19315, 685, 0, "93392 B")),
        ("comb", "objects=10000 every=100", 1, new(10001, 10000, 19900, 9900, 101, 0, "495000")),
        ("comb", "objects=10000 every=100 pattern=random", 1, new(10001, 10000, 19900, 9900, 101, 0, "507207")),
        ("comb", "objects=10000 every=100 pattern=clustered", 1, new(10001, 10000, 19900, 9900, 101, 0, "4950")),
        ("comb", "objects=10000 every=100 refill=1", 1, new(19901, 19900, 29800, 9900, 10001, 0, "49995000")),
        ("comb", "objects=10000 every=0", 1, new(10001, 10000, 20000, 10000, 1, 0, "0")),
        ("binary-trees", "depth=8", 1, new(25774, 50872, 76135, 25263, 511, 0, "1023; 7936 8128 8176; 511")),
        ("gcbench", "stretch=10", 1, new(27047, 39282, 65817, 26535, 512, 0, "r = 132, 32, 8")),
        ("lists", "shape=list length=100 window=10 structures=1000", 1, new(100001, 200000, 299000, 99000, 1001, 0, "49500")),
        ("lists", "shape=dlist length=100 window=10 structures=1000", 1, new(100001, 299000, 200990, 0, 1001, 99000, "49500")),
        ("lists", "shape=ring length=100 window=10 structures=1000", 1, new(100001, 201000, 200990, 0, 1001, 99000, "49500")),
        ("random-graph", "n=10000 k=3 steps=0 end=drop", 1, new(10001, 100000, 81723, 575, 0, 9426, "2173449636640853123")),
        ("random-graph", "n=10000 k=3 steps=20000 replace=10 end=drop", 1, new(11970, 167876, 148727, 1597, 0, 10373, "4240369317752552254")),

        // Before the drop, which takes 1 for T, 10,000 for its fields and 3 for each of 1,347 nodes that die.
        ("random-graph", "n=10000 k=3 steps=20000 replace=10", 1, new(11970, 167876, 148727 - 14042, 249, 11721, 0, "4240369317752552254")),
        ("chain", "cycle_size=100 live_objects=1000 cyclic_percent=50 total_objects=10000", 1, new(10000, 19946, 25346, 5400, 0, 4600, "most 4600")),
        ("larson", "slots=100 rounds=2 epochs=3", 2, new(1402, 1400, 2600, 1200, 202, 0, "98351 B, 313 foreign")),
        ("xmalloc-test", "batches=20", 2, new(81940, 81920, 163860, 81940, 0, 0, "81940 foreign")),
        ("mstress", "scale=1 iterations=2 transfers=100", 2, new(909, 900, 1808, 908, 1, 0, "")),
        ("cache-scratch", "steps=1000 pairs=100", 2, new(1002, 100000, 101002, 1002, 0, 0, "1 foreign")),
        ("hot", "steps=8192 singletons=3 privates=10 hot_percent=50 pairs=4", 2, new(23, 32768, 32768, 0, 23, 0, "16272")),
        ("counter-mix", "cells=10 store_percent=10 steps=10000", 2, new(1023, 10010, 11022, 1012, 11, 0, "1012")),
        ("counter-mix", "cells=10 store_percent=10 steps=10000", 1, new(1066, 10010, 11065, 1055, 11, 0, "1055")),
        ("ladder", "level=2 steps=1000", 2, new(8, 4000, 4000, 0, 8, 0, "2")),
        ("scaling", "pattern=object_cfunction steps=1000", 2, new(2004, 10000, 12000, 2000, 4, 0, "4000")),
        ("lru", "capacity=100 keys=400 steps=5000 backref=1", 2, new(3218, 57718, 57416, 0, 202, 3016, "5229514951114181510")),

        // Not on the page: from a model of its definition that shares no code with this one.
        ("lru", "capacity=100 keys=400 steps=5000 backref=0", 2, new(3218, 56110, 58924, 3016, 202, 0, "5229514951114181510")),
        ("lru", "capacity=100 keys=400 steps=5000 backref=1", 1, new(3376, 57876, 57574, 0, 202, 3174, "4321686993615621978")),
        ("trace-replay", "rounds=2", 1, new(548, 3700, 3376, 54, 66, 428, "7572 events, 0 strays, trace 62a6123b4dbfc49b")),
        ("server", "requests=1000 accounts=64", 2, new(50166, 45311, 91055, 45744, 122, 4300, "215 cyclic, 96 kept")),
        ("server", "requests=1000 accounts=64", 1, new(50175, 45317, 91130, 45813, 122, 4240, "212 cyclic, 105 kept")),
        ("server", "requests=1000 accounts=64 sticky=0", 2, new(50166, 45311, 91056, 45745, 121, 4300, "215 cyclic, 96 kept")),
        ("hand-over", "objects=10000 percent=50 work_ms=0", 2, new(10001, 5000, 15001, 10001, 0, 0, "5000")),
        ("hand-over", "objects=10000 percent=50 work_ms=0 order=after", 2, new(10001, 5000, 15001, 10001, 0, 0, "5000")),
        ("hand-over", "objects=10000 percent=50 work_ms=0 keep=1", 2, new(10001, 10000, 20001, 10001, 0, 0, "5000")),

        // Not on the page, which gives pipeline no numbers; see ClosedFormTests.
        ("pipeline", "batches=20 objects=500 percent=50 window=100", 2, new(10022, 24986, 35007, 10021, 1, 0, "4986 kept")),
    ];

    public static TheoryData<int, string, string> RowsAndStrategies()
    {
        var data = new TheoryData<int, string, string>();
        for (int row = 0; row < Rows.Length; row++)
        {
            foreach (string counter in CountersFor(row))
            {
                foreach (string allocator in Strategies.Allocators)
                {
                    data.Add(row, counter, allocator);
                }
            }
        }

        return data;
    }

    /// <summary>Mutators take turns, so that every counter is safe; the twin that expects pins is tried where everything shared has them.</summary>
    private static IEnumerable<string> CountersFor(int row)
    {
        (string workload, string parameters, int mutators, _) = Rows[row];
        WorkloadEntry entry = Catalog.WorkloadOf(workload);
        WorkloadParameters given = entry.Parameters(Strategies.Given(parameters), mutators);
        Sharing sharing = mutators == 1 ? Sharing.None : entry.SharingOf(given);
        return
        [
            .. Strategies.Counters,
            .. sharing == Sharing.Pinned ? (string[])["racing-pinned"] : [],
            .. sharing == Sharing.None || entry.SharesByMessage(given) ? Strategies.Private : [],
        ];
    }

    [Theory]
    [MemberData(nameof(RowsAndStrategies))]
    public void A_row_comes_out(int row, string counter, string allocator)
    {
        (string workload, string parameters, int mutators, Totals expected) = Rows[row];
        Assert.Equal(expected, Strategies.Run(workload, parameters, mutators, counter, allocator));
    }

    [Theory]
    [MemberData(nameof(RowsAndStrategies))]
    public void A_row_comes_out_whatever_suspends_interrupts_and_poisons(int row, string counter, string allocator)
    {
        (string workload, string parameters, int mutators, Totals expected) = Rows[row];
        for (ulong seed = 1; seed <= 2; seed++)
        {
            var options = new BenchOptions(FailPercent: seed == 1 ? 10 : 60, FailSeed: seed, Poison: seed == 2, InterruptDeaths: seed == 2);
            Assert.Equal(expected, Strategies.Run(workload, parameters, mutators, counter, allocator, options));
        }
    }

    [Fact]
    public void Small_parameters_are_those_of_the_rows()
    {
        foreach (CatalogEntry entry in Catalog.Workloads)
        {
            int mutators = Array.Find(Rows, row => row.Workload == entry.Name).Mutators;

            // Words are given by name, numbers as they are; what the row does not name has its small value already.
            string small = string.Join(' ', Catalog.ParametersOf(entry.Name).Select(p => $"{p.Name}={p.DefaultText ?? p.Choices?[p.Small] ?? $"{p.Small}"}"));
            string check = Strategies.Run(entry.Name, small, mutators, "unsync", "shared").Check;
            Assert.Contains(Rows, row => row.Workload == entry.Name && row.Totals.Check == check);
        }
    }
}
