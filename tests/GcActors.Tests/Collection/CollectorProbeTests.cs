using GcActors.Core.Collection;
using GcActors.Core.Probes;
using Xunit;

namespace GcActors.Tests.Collection;

public class CollectorProbeTests
{
    [Theory]
    [InlineData(1, CollectionOrder.CPython)]
    [InlineData(2, CollectionOrder.CPython)]
    [InlineData(2, CollectionOrder.Place)]
    public void Agrees_with_the_backup_trace_and_the_known_answer(int workers, CollectionOrder order)
    {
        CollectorProbeResult result = CollectorProbe.Measure(new CollectorProbeOptions(100_000, 3, workers, order, Repetitions: 1));

        Assert.Empty(result.Disagreements);
        // Counting alone frees the share q = e^(-3 (1 - q)) = 5.95 % when the table is dropped (workloads.md 5.2).
        Assert.InRange(result.Collected / 100_000.0, 1 - 0.0615, 1 - 0.0575);
    }
}
