using Xunit;

namespace GcActors.Tests.Workloads;

/// <summary>Closed forms of workloads.md section 2 at other sizes, one and several mutators.</summary>
public class ClosedFormTests
{
    /// <summary>populate of 511 nodes: 2 increments a node below the root.</summary>
    private const int KeptIncrements = 2 * 510;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(777, 1)]
    [InlineData(900, 3)]
    public void Self_list(int n, int mutators)
        => Assert.Equal(new Totals(n, n, n, 0, 0, n, ""), Run("self-list", $"n={n}", mutators));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(501, 1)]
    [InlineData(640, 4)]
    public void Pair(int n, int mutators)
        => Assert.Equal(new Totals(2 * n, 2 * n, 2 * n, 0, 0, 2 * n, ""), Run("pair", $"n={n}", mutators));

    [Theory]
    [InlineData(1, 16, 0, 100, 1)]
    [InlineData(7, 8, 3, 5000, 1)]
    [InlineData(300, 512, 1, 3000, 2)]
    public void Churn(int window, int payload, int touches, int steps, int mutators)
    {
        long own = steps / mutators;
        long sum = mutators * (window * own - (long)window * (window + 1) / 2);
        long frees = steps - (long)mutators * window;
        var expected = new Totals(
            steps + mutators, (touches + 1L) * steps, (touches + 1L) * steps + frees, frees, (window + 1L) * mutators, 0, $"{sum}");
        Assert.Equal(expected, Run("churn", $"window={window} payload={payload} touches={touches} steps={steps}", mutators));
    }

    [Theory]
    [InlineData("list", 2, 1, 50, 1)]
    [InlineData("dlist", 33, 4, 100, 1)]
    [InlineData("ring", 64, 3, 90, 3)]
    [InlineData("list", 1 << 17, 1, 3, 1)]
    public void Lists(string shape, int length, int window, int structures, int mutators)
    {
        long l = length;
        long dropped = structures - (long)window * mutators;
        long increments = structures * (shape switch { "list" => 2 * l, "dlist" => 3 * l - 1, _ => 2 * l + 1 });

        // What replacing a structure in the table costs: its head, and where it dies the other nodes too.
        long dies = shape == "list" ? l : 0;
        long decrements = structures * 2 * l + dropped * (shape == "list" ? l : 1);
        var expected = new Totals(
            structures * l + mutators,
            increments,
            decrements,
            dropped * dies,
            mutators * (window * l + 1),
            dropped * (l - dies),
            $"{mutators * window * l * (l - 1) / 2}");
        Assert.Equal(expected, Run("lists", $"shape={shape} length={length} window={window} structures={structures}", mutators));
    }

    [Theory]
    [InlineData(1000, 0, 0)]
    [InlineData(999, 37, 0)]
    [InlineData(1234, 100, 0)]
    [InlineData(1000, 20, 1)]
    public void Hand_over(int objects, int percent, int keep)
    {
        long handed = (long)objects * percent / 100;
        long increments = keep == 1 ? objects : objects - handed;
        var expected = new Totals(objects + 1, increments, increments + objects + 1, objects + 1, 0, 0, $"{handed}");
        Assert.Equal(expected, Run("hand-over", $"objects={objects} percent={percent} keep={keep} work_ms=0", 2));
    }

    /// <summary>From an independent model: nothing here has a closed form.</summary>
    [Theory]
    [InlineData(1, 1, 0, "128 B")]
    [InlineData(12000, 1, 11393, "82544 B")]
    [InlineData(1503, 3, 1271, "30832 B")]
    public void Life(int steps, int mutators, int deaths, string check)
        => Assert.Equal(new Totals(steps, 0, deaths, deaths, steps - deaths, 0, check), Run("life", $"steps={steps}", mutators));

    /// <summary>Bytes and foreign frees from an independent model.</summary>
    [Theory]
    [InlineData("slots=10 rounds=3 epochs=2", 10, 60, 1, "5083 B, 0 foreign")]
    [InlineData("slots=50 rounds=1 epochs=5 min=8 max=64", 50, 250, 3, "5202 B, 372 foreign")]
    [InlineData("slots=25 rounds=2 epochs=4 min=16 max=17", 25, 200, 4, "1600 B, 265 foreign")]
    public void Larson(string parameters, int slots, int steps, int mutators, string check)
    {
        long made = mutators * (slots + (long)steps);
        long replaced = mutators * (long)steps;
        var expected = new Totals(made + mutators, made, made + replaced, replaced, mutators * (slots + 1L), 0, check);
        Assert.Equal(expected, Run("larson", parameters, mutators));
    }

    [Theory]
    [InlineData(1, 1, 1, 64, 2)]
    [InlineData(7, 40, 2, -1, 6)]
    [InlineData(9, 500, 1, 2048, 4)]
    public void Xmalloc_test(int batches, int objects, int bound, int size, int mutators)
    {
        long leaves = (long)batches * objects;
        long all = leaves + batches;
        Assert.Equal(
            new Totals(all, leaves, 2 * leaves + batches, all, 0, 0, $"{all} foreign"),
            Run("xmalloc-test", $"batches={batches} objects={objects} bound={bound} size={size}", mutators));
    }

    /// <summary>Each leaf is stored once; everything dies but the transfer table.</summary>
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 3, 50, 3)]
    [InlineData(1, 2, 7, 9)]
    public void Mstress(int scale, int iterations, int transfers, int mutators)
    {
        long leaves = iterations * Enumerable.Range(0, mutators).Sum(m => 150L * scale * (m % 8 + 1));
        long tables = 2L * iterations * mutators;
        Assert.Equal(
            new Totals(leaves + tables + 1, leaves, 2 * leaves + tables, leaves + tables, 1, 0, ""),
            Run("mstress", $"scale={scale} iterations={iterations} transfers={transfers}", mutators));
    }

    [Theory]
    [InlineData(1, 0, 8, 0, 1)]
    [InlineData(999, 7, 64, 3, 3)]
    public void Cache_scratch(int steps, int pairs, int size, int writes, int mutators)
    {
        long all = steps + (long)mutators;
        long touched = (long)steps * pairs;
        Assert.Equal(
            new Totals(all, touched, touched + all, all, 0, 0, $"{mutators - 1} foreign"),
            Run("cache-scratch", $"steps={steps} pairs={pairs} size={size} writes={writes}", mutators));
    }

    /// <summary>Each object is stored once in its batch, holds the header once, and lies once in a ring if it is kept, of which an independent model says
    /// how many; everything dies but the header, to which each producer has a reference.</summary>
    [Theory]
    [InlineData(5, 200, 0, 10, 2, 0)]
    [InlineData(7, 40, 30, 9, 6, 92)]
    [InlineData(4, 64, 100, 1000, 4, 256)]
    public void Pipeline(int batches, int objects, int percent, int window, int mutators, int kept)
    {
        long made = (long)batches * objects;
        long tables = batches + mutators / 2;
        long increments = 2 * made + kept;
        Assert.Equal(
            new Totals(made + tables + 1, increments + mutators / 2 - 1, made + increments + tables, made + tables, 1, 0, $"{kept} kept"),
            Run("pipeline", $"batches={batches} objects={objects} percent={percent} window={window} bound=2", mutators));
    }

    [Fact]
    public void Scaling_each_multiplies_the_work()
        => Assert.Equal(new Totals(3000, 3000, 3000, 0, 0, 3000, ""), Run("self-list", "n=1000 scaling=each", 3));

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public void Binary_trees_split_their_rounds(int mutators, int shareKept)
    {
        Totals one = Run("binary-trees", "depth=8", 1);
        Totals several = Run("binary-trees", $"depth=8 share_kept={shareKept}", mutators);
        long walks = shareKept == 1 ? mutators : 1;
        Assert.Equal(
            one with
            {
                Increments = one.Increments + (walks - 1) * 510,
                Decrements = one.Decrements + (walks - 1) * 510,
                Check = $"1023; 7936 8128 8176; {walks * 511}",
            },
            several);
    }

    [Theory]
    [InlineData(10, "4095; 31744 32512 32704 32752; 2047")]
    [InlineData(7, "511; 3968 4064; 255")]
    public void Binary_trees_print_the_lines_of_the_game(int depth, string check)
        => Assert.Equal(check, Run("binary-trees", $"depth={depth}", 1).Check);

    [Fact]
    public void Gcbench_is_run_by_every_mutator()
    {
        Totals one = Run("gcbench", "stretch=10", 1);
        Assert.Equal(
            new Totals(2 * one.Allocs, 2 * one.Increments, 2 * one.Decrements, 2 * one.Frees, 2 * one.Live, 0, one.Check),
            Run("gcbench", "stretch=10", 2));
    }

    [Fact]
    public void Gcbench_with_a_shared_tree_touches_its_root_before_each_round()
    {
        // The kept tree has 2^9 - 1 nodes; 2·(132 + 32 + 8) rounds a mutator.
        Totals apart = Run("gcbench", "stretch=10", 2);
        Totals together = Run("gcbench", "stretch=10 share_kept=1", 2);
        Assert.Equal(apart.Allocs - 511, together.Allocs);
        Assert.Equal(apart.Live - 511, together.Live);
        Assert.Equal(2 * 2 * (132 + 32 + 8), together.Increments - (apart.Increments - KeptIncrements));
        Assert.Equal(apart.Check, together.Check);
    }

    [Fact]
    public void Random_graph_is_one_for_all_mutators()
    {
        Totals one = Run("random-graph", "n=1000 steps=0", 1);
        Totals several = Run("random-graph", "n=1000 steps=3000 end=drop", 3);
        Assert.Equal(1001, one.Allocs);
        Assert.Equal(0, several.Live);
        Assert.Equal(several.Allocs - several.Frees, several.CyclicGarbage);
    }

    [Fact]
    public void Chain_keeps_what_is_held_and_hangs_extras_on_it()
    {
        // 17 units of 10 and a leaf; ten are dropped at 100 objects, seven stay. A unit costs 2·9 + 1 (first) + 1 (leaf) increments; and of
        // decrements as many
        // plus its drop, plus what its death gives up: 9 nodes and the leaf.
        const long Units = 17;
        const long Dropped = 10;
        const long UnitIncrements = 1 + 2 * 9 + 1;
        var expected = new Totals(
            11 * Units, UnitIncrements * Units, (2 * 9 + 2) * Units + Dropped * (1 + 10), 11 * Dropped, 11 * (Units - Dropped), 0, "most 0");
        Assert.Equal(expected, Run("chain", "cycle_size=10 live_objects=100 cyclic_percent=0 total_objects=170 extra_bytes=40", 1));
    }

    private static Totals Run(string workload, string parameters, int mutators) => Strategies.Run(workload, parameters, mutators, "atomic", "leased");
}
