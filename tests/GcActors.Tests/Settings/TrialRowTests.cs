using System.Text.Json.Nodes;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Experiments.Settings;
using Xunit;

namespace GcActors.Tests.Settings;

public class TrialRowTests
{
    [Fact]
    public void A_trial_that_passed_and_failed_a_gate_is_inconclusive_and_names_the_gate()
    {
        JsonObject row = RowOf(TrialOutcome.Passed);

        TrialRow.Judge(row, Gates(false));

        Assert.Equal("inconclusive", TrialRow.OutcomeIn(row));
        Assert.Equal("gate G1: overlap 0.40", (string?)row["reason"]);
    }

    [Fact]
    public void A_gate_that_cannot_be_judged_voids_nothing()
    {
        JsonObject row = RowOf(TrialOutcome.Passed);

        TrialRow.Judge(row, Gates(null));

        Assert.Equal("passed", TrialRow.OutcomeIn(row));
    }

    [Fact]
    public void A_failure_stays_a_failure_whatever_the_gates_say()
    {
        JsonObject row = RowOf(TrialOutcome.OutOfMemory);

        TrialRow.Judge(row, Gates(false));

        Assert.Equal("out-of-memory", TrialRow.OutcomeIn(row));
    }

    [Fact]
    public void Numbers_that_JSON_cannot_write_are_null()
    {
        JsonObject row = TrialRow.Of(
            new TrialReport
            {
                Outcome = TrialOutcome.Passed,
                Settings = new TrialSettings(),
                Overlap = double.NaN,
                Extra = new SortedDictionary<string, double> { ["ratio"] = double.PositiveInfinity },
            },
            SmallVocabulary.Instance);

        Assert.Contains("\"ratio\":null", row.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(row["overlap"]);
    }

    private static JsonObject RowOf(TrialOutcome outcome) =>
        TrialRow.Of(new TrialReport { Outcome = outcome, Settings = new TrialSettings() }, SmallVocabulary.Instance);

    private static JsonObject Gates(bool? passed) =>
        new() { ["G1"] = new JsonObject { ["passed"] = passed, ["reason"] = "overlap 0.40" } };
}
