using Xunit;

namespace GcActors.Tests.Counting;

/// <summary>Counts carried by messages balance, if delivery is causal; each way to get them wrong is seen.</summary>
public class WeightedModelTests
{
    private const int Seeds = 2000;

    [Theory]
    [InlineData(2)]
    [InlineData(256)]
    public void No_order_of_events_breaks_the_laws(int weight) => Assert.Empty(Violations(weight, WeightedFault.None));

    /// <summary>Counts that come too late balance between any two steps: only a death, or a count below 0 at the owner, shows them.</summary>
    [Theory]
    [InlineData(WeightedFault.IncrementAfterMessage, "WF3")]
    [InlineData(WeightedFault.OrderByPairOnly, "WF")]
    [InlineData(WeightedFault.PaperOffByOne, "WF5")]
    [InlineData(WeightedFault.StaleDecrement, "WF5")]
    [InlineData(WeightedFault.ChildNotCounted, "WF")]
    public void A_fault_is_seen(WeightedFault fault, string law) =>
        Assert.Contains(Violations(256, fault), v => v.StartsWith(law, StringComparison.Ordinal));

    private static IEnumerable<string> Violations(int weight, WeightedFault fault) =>
        from seed in Enumerable.Range(1, Seeds)
        let violation = new WeightedModel(seed, weight, fault).Run(steps: 120)
        where violation != null
        select $"{violation} (seed {seed})";
}
