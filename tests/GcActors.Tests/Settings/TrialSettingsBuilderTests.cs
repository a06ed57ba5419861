using GcActors.Experiments.Settings;
using Xunit;

namespace GcActors.Tests.Settings;

public class TrialSettingsBuilderTests
{
    [Fact]
    public void What_is_asked_for_stands_over_the_profile_over_the_plan_over_the_default()
    {
        ResolvedSettings resolved = new TrialSettingsBuilder(SmallVocabulary.Instance)
            .UsePlan("floor", "--plan")
            .Lay("verify.level", "collections", "simulate")
            .Set("workload", "hot", "--workload")
            .Set("verify.level", "end", "--set")
            .Build();

        Assert.Equal("floor", resolved.Settings.Plan);
        Assert.Equal("unsync", resolved.Settings.Counting.Strategy);
        Assert.Equal("end", resolved.Settings.Verify.Level);
        Assert.Equal("--set", resolved.Origins["verify.level"]);
        Assert.Equal("config/plans/floor.yaml:6:15", resolved.Origins["counting.strategy"]);
        Assert.False(resolved.Origins.ContainsKey("schedule.poll"));
    }

    [Fact]
    public void Small_parameters_fill_in_what_nobody_set()
    {
        ResolvedSettings resolved = new TrialSettingsBuilder(SmallVocabulary.Instance)
            .Set("workload", "lists", "--workload")
            .Set("workload.length", "1_0", "--set")
            .UseSmallParameters()
            .Build();

        Assert.Equal("10", resolved.Flat["workload.length"]);
        Assert.Equal("dlist", resolved.Flat["workload.shape"]);
    }

    [Theory]
    [InlineData("workload.shape", "star", "--set: workload.shape: unknown value 'star'; one of: list, dlist, ring")]
    [InlineData("workload.lenght", "1", "--set: workload 'lists' has no parameter 'lenght' (did you mean 'length'?)")]
    [InlineData("workload.length", "0", "--set: workload.length: 0 is out of range; it must be a whole number from 1 to 1000000")]
    [InlineData("plan", "floor", "--set: a plan is chosen by --plan, not as a setting")]
    [InlineData("workload", "hot", "--set: 'workload' is set twice; it was already set by --workload")]
    public void A_wrong_value_is_refused_with_its_origin(string key, string value, string message) =>
        Assert.Equal(message, Assert.Throws<SettingsException>(() => new TrialSettingsBuilder(SmallVocabulary.Instance)
            .Set("workload", "lists", "--workload")
            .Set(key, value, "--set")
            .Build()).Message);

    [Fact]
    public void An_assignment_without_an_equals_sign_is_refused() => Assert.Equal(
        "--set: 'mutators' is not of the form dotted.key=value",
        Assert.Throws<SettingsException>(() => SettingAssignment.Parse("mutators", "--set")).Message);

    [Fact]
    public void The_settings_of_a_cell_are_completed_by_its_plan()
    {
        Dictionary<string, string> cell = new() { ["plan"] = "gilectomy", ["workload"] = "hot", ["mutators"] = "2" };

        ResolvedSettings resolved = TrialSettingsBuilder.Resolve(cell, SmallVocabulary.Instance, "experiment.yaml");

        Assert.Equal("atomic", resolved.Settings.Counting.Strategy);
        Assert.Equal(2, resolved.Settings.Mutators);
        Assert.Equal("experiment.yaml: a cell needs a 'plan'", Assert.Throws<SettingsException>(
            () => TrialSettingsBuilder.Resolve(new Dictionary<string, string>(), SmallVocabulary.Instance, "experiment.yaml")).Message);
    }
}
