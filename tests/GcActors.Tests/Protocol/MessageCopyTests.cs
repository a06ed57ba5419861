using System.Globalization;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>What private heaps copy, in closed form, from the programs' definitions.</summary>
public class MessageCopyTests
{
    [Theory]

    // A message is one leaf, of which A keeps no reference; or the table's.
    [InlineData("hand-over", "", "copy", 5000, 5000, 0, 0)]
    [InlineData("hand-over", "", "move_if_unique", 5000, 0, 0, 0)]
    [InlineData("hand-over", "keep=1", "copy", 5000, 5000, 0, 5000)]
    [InlineData("hand-over", "keep=1", "move_if_unique", 5000, 5000, 0, 5000)]

    // A table and 4096 leaves.
    [InlineData("xmalloc-test", "", "copy", 20, 20 * 4097, 0, 0)]
    [InlineData("xmalloc-test", "", "move_if_unique", 20, 0, 0, 0)]

    // A table, 500 objects and their header, which is copied once a message: 499 further references to it. The original of the header stays, and those
    // objects that the producer still keeps: of a batch the last 100 that were kept.
    [InlineData("pipeline", "percent=0", "copy", 20, 20 * 502, 20 * 499, 20)]
    [InlineData("pipeline", "percent=0", "move_if_unique", 20, 20 * 502, 20 * 499, 20)]
    [InlineData("pipeline", "percent=100", "copy", 20, 20 * 502, 20 * 499, 20 * 101)]

    // Two exchanges of two tables of 100 leaves; one leaf for each mutator.
    [InlineData("larson", "", "copy", 4, 4 * 101, 0, 0)]
    [InlineData("larson", "", "move_if_unique", 4, 0, 0, 0)]
    [InlineData("cache-scratch", "", "copy", 2, 2, 0, 0)]
    public void What_is_sent_is_copied(string workload, string parameters, string send, long messages, long objects, long increments, long duplicates)
    {
        TrialSettings settings = TrialRuns.Small(workload, "private", "leased", 2);
        var given = new Dictionary<string, string>(settings.Parameters);
        foreach (string assignment in parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            given[assignment.Split('=')[0]] = assignment.Split('=')[1];
        }

        TrialReport report = TrialRuns.Run(settings with { Parameters = given, Counting = settings.Counting with { Variant = send } });

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.Equal(
            (messages, objects == 0 ? messages : 0, objects, increments, duplicates),
            (Of("sent_messages"), Of("moved_messages"), Of("copied_objects"), Of("copied_increments"), Of("duplicated_objects")));

        long Of(string name) => Convert.ToInt64(report.Extra[name], CultureInfo.InvariantCulture);
    }
}
