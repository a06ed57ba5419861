using GcActors.Core.Settings;
using GcActors.Experiments.Settings;
using Xunit;

namespace GcActors.Tests.Settings;

public class FlatSettingsTests
{
    [Fact]
    public void Flattened_settings_come_back_the_same()
    {
        TrialSettings settings = new()
        {
            Plan = "floor",
            Workload = "lists",
            Mutators = 3,
            Seed = ulong.MaxValue,
            Heap = new HeapSettings { LimitBytes = 68_719_476_736, HugePages = true },
            Parameters = new SortedDictionary<string, string> { ["length"] = "7" },
        };

        SortedDictionary<string, string> flat = FlatSettings.Flatten(settings, SmallVocabulary.Instance);
        TrialSettings back = FlatSettings.Unflatten(flat, SmallVocabulary.Instance);

        Assert.Equal(flat, FlatSettings.Flatten(back, SmallVocabulary.Instance));
        Assert.Equal(ulong.MaxValue, back.Seed);
        Assert.Equal(settings.Heap, back.Heap);
    }

    [Fact]
    public void The_flattened_form_has_every_setting_and_every_parameter()
    {
        SortedDictionary<string, string> flat = FlatSettings.Flatten(new TrialSettings { Workload = "lists" }, SmallVocabulary.Instance);

        Assert.Equal(SettingsCatalog.All.Count + 2, flat.Count);
        Assert.Equal("1000", flat["workload.length"]);
        Assert.Equal("list", flat["workload.shape"]);
        Assert.Equal("true", flat["counting.forced_switch"]);
    }

    [Fact]
    public void The_JSON_form_has_numbers_and_flags_and_comes_back_the_same()
    {
        SortedDictionary<string, string> flat =
            FlatSettings.Flatten(new TrialSettings { Workload = "lists", Seed = ulong.MaxValue }, SmallVocabulary.Instance);

        string json = FlatSettingsJson.Write(flat).ToJsonString();

        Assert.Contains("\"seed\":18446744073709551615", json, StringComparison.Ordinal);
        Assert.Contains("\"heap.huge_pages\":false", json, StringComparison.Ordinal);
        Assert.Contains("\"heap.pool_geometry\":\"3.10\"", json, StringComparison.Ordinal);
        Assert.Equal(flat, FlatSettingsJson.Read(json, "test"));
    }

    [Fact]
    public void A_trial_id_is_the_hash_of_the_lines_in_ordinal_order()
    {
        SortedDictionary<string, string> flat = new(StringComparer.Ordinal) { ["b"] = "2", ["a"] = "1" };

        // printf 'a=1\nb=2\n' | sha256sum
        Assert.Equal("4a73850fde34aad4", FlatSettings.TrialId(flat));
    }

    [Fact]
    public void A_trial_id_changes_with_the_seed()
    {
        string IdOf(ulong seed) => FlatSettings.TrialId(
            FlatSettings.Flatten(new TrialSettings { Workload = "churn", Seed = seed }, SmallVocabulary.Instance));

        Assert.Equal(IdOf(1), IdOf(1));
        Assert.NotEqual(IdOf(1), IdOf(2));
    }

    [Theory]
    [InlineData("heap.layot", "compact", "settings: unknown key 'heap.layot' (did you mean 'heap.layout'?)")]
    [InlineData("mutators", "0", "settings: mutators: 0 is out of range; it must be a whole number from 1 to 100000")]
    [InlineData("workload", "hott", "settings: unknown workload 'hott' (did you mean 'hot'?)")]
    [InlineData("workload.length", "5", "settings: workload 'hot' has no parameters, so not 'length' either")]
    public void A_wrong_value_is_refused(string key, string value, string message) => Assert.Equal(message, Assert.Throws<SettingsException>(
        () => FlatSettings.Unflatten(new Dictionary<string, string> { [key] = value }, SmallVocabulary.Instance)).Message);
}
