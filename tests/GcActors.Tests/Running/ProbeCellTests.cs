using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;
using Xunit;

namespace GcActors.Tests.Running;

public class ProbeCellTests
{
    public static TheoryData<string, string> Kinds => new() { { "touch.strategy", "atomic" }, { "probe.messages", "stream" } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_probe_is_known_by_its_key_and_keeps_nothing_of_a_trials_base(string key, string value)
    {
        IReadOnlyDictionary<string, string> resolved = ProbeCell.Resolve(Settings(key, value));

        Assert.True(ProbeCell.Is(resolved));
        Assert.Equal(value, resolved[key]);
        Assert.DoesNotContain("workload.steps", resolved.Keys);
        Assert.Contains($"\"{key}\":\"{value}\"", ProbeCell.CommandLine(resolved), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_misspelt_kind_is_refused_by_its_key(string key, string value) =>
        Assert.Contains(key, Assert.Throws<SettingsException>(() => ProbeCell.Resolve(Settings(key, value + "x"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_trial_is_no_probe() => Assert.False(ProbeCell.Is(new Dictionary<string, string> { ["workload"] = "hot" }));

    private static Dictionary<string, string> Settings(string key, string value) => new() { [key] = value, ["workload"] = "hot", ["workload.steps"] = "5" };
}
