using GcActors.Core;
using GcActors.Core.Counting;
using GcActors.Core.Workloads;
using Xunit;

namespace GcActors.Tests.Workloads;

/// <summary>Declarations, refusals, and what is said to be shared.</summary>
public class WorkloadParametersTests
{
    [Fact]
    public void Every_declaration_is_in_its_own_range()
    {
        foreach (CatalogEntry workload in Catalog.Workloads)
        {
            foreach (WorkloadParameter p in Catalog.ParametersOf(workload.Name))
            {
                Assert.InRange(p.Default, p.Min, p.Max);
                Assert.InRange(p.Small, p.Min, p.Max);
                Assert.Equal(p.Choices?.Length - 1 ?? p.Max, p.Max);
            }
        }
    }

    [Theory]
    [InlineData("hand-over", "", 1, "exactly 2")]
    [InlineData("churn", "window=0", 1, "from 1 to 65536")]
    [InlineData("lists", "shape=tree", 1, "none of list, dlist, ring")]
    [InlineData("pair", "steps=3", 1, "no such parameter; it has n")]
    [InlineData("larson", "min=64 max=64", 2, "workload.max: 64 is not above min, 64")]
    [InlineData("xmalloc-test", "", 3, "mutators: 3 is odd")]
    [InlineData("pipeline", "", 1, "not 1")]
    [InlineData("lru", "capacity=100 keys=100", 1, "workload.keys: 100 keys do not overflow a cache of 100 entries")]
    [InlineData("server", "accounts=2", 3, "workload.accounts: 2 are too few for 3 mutators")]
    public void What_is_wrong_is_refused_in_words(string workload, string parameters, int mutators, string words)
        => Assert.Contains(words, Assert.Throws<ArgumentException>(() => Strategies.Run(workload, parameters, mutators, "unsync", "shared")).Message);

    [Fact]
    public void An_unknown_workload_is_not_found() => Assert.Throws<KeyNotFoundException>(() => Catalog.ParametersOf("none"));

    [Theory]
    [InlineData("churn", "", 2, Sharing.None)]
    [InlineData("binary-trees", "share_kept=1", 2, Sharing.Counted)]
    [InlineData("random-graph", "", 1, Sharing.None)]
    [InlineData("random-graph", "", 2, Sharing.RacingSlots)]
    [InlineData("hot", "", 2, Sharing.Pinned)]
    [InlineData("hot", "hot_percent=0", 2, Sharing.None)]
    [InlineData("counter-mix", "", 1, Sharing.None)]
    [InlineData("counter-mix", "", 2, Sharing.RacingSlots)]
    [InlineData("ladder", "level=-1", 2, Sharing.None)]
    [InlineData("ladder", "level=0", 2, Sharing.None)]
    [InlineData("ladder", "level=1", 2, Sharing.Pinned)]
    [InlineData("ladder", "level=5", 1, Sharing.None)]
    [InlineData("scaling", "", 1, Sharing.None)]
    [InlineData("scaling", "pattern=create_dict", 2, Sharing.Pinned)]
    [InlineData("lru", "", 1, Sharing.None)]
    [InlineData("lru", "lock=striped", 2, Sharing.Moved)]
    [InlineData("server", "", 1, Sharing.None)]
    [InlineData("server", "", 2, Sharing.Pinned)]
    [InlineData("server", "hops=0", 2, Sharing.None)]
    [InlineData("server", "sticky=0", 2, Sharing.RacingSlots)]
    [InlineData("hand-over", "", 2, Sharing.Moved)]
    [InlineData("hand-over", "keep=1", 2, Sharing.Counted)]
    [InlineData("life", "", 2, Sharing.None)]
    [InlineData("larson", "", 2, Sharing.Moved)]
    [InlineData("larson", "epochs=1", 2, Sharing.None)]
    [InlineData("xmalloc-test", "", 2, Sharing.Moved)]
    [InlineData("mstress", "", 1, Sharing.None)]
    [InlineData("mstress", "", 2, Sharing.RacingSlots)]
    [InlineData("cache-scratch", "", 2, Sharing.Moved)]
    [InlineData("pipeline", "percent=0", 2, Sharing.Counted)]
    public void What_is_shared_follows_from_parameters(string workload, string parameters, int mutators, Sharing sharing)
    {
        WorkloadEntry entry = Catalog.WorkloadOf(workload);
        Assert.Equal(sharing, entry.SharingOf(entry.Parameters(Strategies.Given(parameters), mutators)));
    }

    [Theory]
    [InlineData("pipeline", 3, 2)]
    [InlineData("pipeline", 1, 2)]
    [InlineData("hot", 3, 3)]
    [InlineData("hand-over", 7, 2)]
    public void The_nearest_number_of_mutators_is_one_that_the_workload_takes(string workload, int wished, int nearest) =>
        Assert.Equal(nearest, Catalog.NearestMutators(workload, wished));
}
