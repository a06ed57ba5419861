using GcActors.Experiments.LockingCost;

namespace GcActors.Experiments.Running;

/// <summary>Reads <c>split</c> of an experiment file.</summary>
internal static class SplitReader
{
    public static SplitSpec Read(YamlPlace place)
    {
        place.AllowOnly(ExperimentKeys.NamesOf(ExperimentKeys.Split));
        return new SplitSpec
        {
            Settings = TextsOf(place.Find("settings")),
            Strategies = new Factor("split.strategy", null, [.. place.Require("strategies").Entries.Select(level => new FactorLevel(level.Key, level.Value.Texts))]),
            Mutators = NumbersOf("split.M", "mutators", place.Require("mutators"), least: 1),
            Doses = NumbersOf("split.dose", "counting.dose_ns", place.Find("doses"), least: 0),
            DosePlaces = place.Find("dose_sites") is { } sites ? [.. sites.Items.Select(PlaceOf)] : [DosePlace.Operation],
            DoseSettings = TextsOf(place.Find("dose_settings")),
            Unconfined = TextsOf(place.Find("unconfined")),
            WithoutLines = place.Find("without_lines")?.TextItems ?? [],
        };
    }

    private static DosePlace PlaceOf(YamlPlace site)
    {
        try
        {
            return DosePlace.Of(site.Text);
        }
        catch (ArgumentException wrong)
        {
            throw site.Error(wrong.Message);
        }
    }

    private static Factor NumbersOf(string name, string setting, YamlPlace? place, int least)
    {
        var factor = new Factor(name, setting, []);
        return factor with { Levels = [.. place?.Items.Select(item => factor.LevelOf($"{item.WholeNumber(least)}")) ?? []] };
    }

    private static IReadOnlyDictionary<string, string> TextsOf(YamlPlace? place) => place?.Texts ?? new Dictionary<string, string>();
}
