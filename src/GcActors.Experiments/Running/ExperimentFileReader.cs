using System.Globalization;
using GcActors.Experiments.Predicates;

namespace GcActors.Experiments.Running;

/// <summary>Reads <c>experiment.yaml</c>. Strict: an unknown key is an error with its place.</summary>
public static class ExperimentFileReader
{
    public const string FileName = "experiment.yaml";

    /// <param name="path">The file, or the folder that holds it.</param>
    /// <exception cref="ExperimentFileException">With file, line and column.</exception>
    public static ExperimentFile Read(string path)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        if (!File.Exists(file))
            throw new ExperimentFileException($"{path}: there is no experiment file");
        var document = ExperimentDocument.Load(file);
        YamlPlace root = document.Root;
        root.AllowOnly(ExperimentKeys.NamesOf(ExperimentKeys.File));
        bool isExact = ReadKind(root.Find("kind"));
        return new ExperimentFile
        {
            Path = file,
            Text = document.Text(),
            IsExact = isExact,
            Id = root.Require("id").Text,
            Revision = root.Require("revision").WholeNumber(1),
            Title = root.Require("title").Text.Trim(),
            Question = root.Require("question").Text.Trim(),
            Seed = ReadSeed(root.Require("seed")),
            RequiresCores = root.Find("requires_cores")?.WholeNumber(1) ?? 1,
            Base = root.Require("base").Texts,
            Matrix = ReadList(root.Find("matrix"), ReadFactor),
            Exclude = [.. root.Find("exclude")?.Items.Select(item => item.Levels) ?? []],
            ExplicitCells = ReadList(root.Find("cells"), ReadCell),
            Split = root.Find("split") is { } split ? SplitReader.Read(split) : null,
            AaPair = root.Find("aa_pair") is { } twin ? ReadDouble(twin) : null,
            SameWorkBy = root.Find("same_work_by")?.TextItems ?? [],
            Profiles = ReadProfiles(root.Require("profiles"), isExact),
            Metrics = ReadList(root.Require("metrics"), ReadMetric),
            Predicates = ReadList(root.Require("predicates"), ReadPredicate),
            Figures = ReadList(root.Find("figures"), FigureReader.Read),
            Verdict = root.Find("verdict")?.Text.Trim() ?? "",
        };
    }

    private static IReadOnlyList<T> ReadList<T>(YamlPlace? map, Func<string, YamlPlace, T> read) =>
        map is null ? [] : [.. map.Entries.Select(entry => read(entry.Key, entry.Value))];

    private static bool ReadKind(YamlPlace? place) => place?.Text switch
    {
        null or "timed" => false,
        "exact" => true,
        _ => throw place.Error($"'kind' is timed or exact, not '{place.Text}'"),
    };

    private static ulong ReadSeed(YamlPlace place) =>
        ulong.TryParse(place.SettingText, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : throw place.Error($"a whole number is expected instead of '{place.Text}'");

    private static Factor ReadFactor(string name, YamlPlace place)
    {
        place.AllowOnly(ExperimentKeys.NamesOf(ExperimentKeys.Factor));
        if (place.Find("levels") is { } levels)
            return new Factor(name, null, [.. levels.Entries.Select(level => new FactorLevel(level.Key, level.Value.Texts))]);
        var factor = new Factor(name, place.Require("setting").Text, []);
        return factor with { Levels = [.. place.Require("values").TextItems.Select(factor.LevelOf)] };
    }

    private static Cell ReadCell(string name, YamlPlace place)
    {
        place.AllowOnly(ExperimentKeys.NamesOf(ExperimentKeys.Cell));
        return new Cell(name, place.Require("tags").Texts, place.Require("settings").Texts);
    }

    private static CellDouble ReadDouble(YamlPlace place)
    {
        place.AllowOnly(ExperimentKeys.NamesOf(ExperimentKeys.AaPair));
        return new CellDouble(place.Require("name").Text, place.Require("of").Texts);
    }

    private static Dictionary<string, Profile> ReadProfiles(YamlPlace place, bool isExact)
    {
        place.AllowOnly(ExperimentKeys.NamesOf(ExperimentKeys.Profiles));
        return place.Entries.ToDictionary(entry => entry.Key, entry => ReadProfile(entry.Key, entry.Value, isExact));
    }

    private static Profile ReadProfile(string name, YamlPlace place, bool isExact)
    {
        place.AllowOnly(ExperimentKeys.NamesOf(isExact ? ExperimentKeys.ExactProfile : ExperimentKeys.TimedProfile));
        return new Profile
        {
            Name = name,
            Blocks = isExact ? 1 : place.Require("blocks").WholeNumber(1),
            Levels = place.Find("levels")?.Levels ?? new Dictionary<string, IReadOnlyList<string>>(),
            Settings = place.Find("settings")?.Texts ?? new Dictionary<string, string>(),
            SecondsPerInvocation = place.Find("seconds_per_invocation")?.Number ?? 1,
            TrialLimitS = place.Find("trial_limit_s")?.WholeNumber(1) ?? 120,
            RepeatWithinS = place.Find("repeat_within_s")?.WholeNumber(0),
            Verify = place.Find("verify")?.Flag ?? false,
            Until = place.Find("until") is { } until ? ReadUntil(until) : null,
        };
    }

    /// <summary>Few blocks make narrow intervals by chance.</summary>
    private const int FewestBlocks = 5;

    private static UntilRule ReadUntil(YamlPlace place)
    {
        place.AllowOnly(ExperimentKeys.NamesOf(ExperimentKeys.Until));
        IReadOnlyList<(string Key, YamlPlace Value)> widths = place.Require("half_widths").Entries;
        return new UntilRule(place.Require("least_blocks").WholeNumber(FewestBlocks), widths.ToDictionary(width => width.Key, width => width.Value.Share));
    }

    private static MetricDefinition ReadMetric(string name, YamlPlace place)
    {
        place.AllowOnly(ExperimentKeys.NamesOf(ExperimentKeys.Metric));
        return new MetricDefinition(name, place.Require("unit").Text, place.Require("formula").Text, place.Require("says").Text.Trim());
    }

    private static PredicateSpec ReadPredicate(string id, YamlPlace place)
    {
        place.AllowOnly(ExperimentKeys.NamesOf(ExperimentKeys.Predicate));
        YamlPlace? when = place.Find("when");
        if (when is not null && when.Text is not ("quick" or "full" or "both"))
            throw when.Error($"'when' is quick, full or both, not '{when.Text}'");
        return new PredicateSpec(id, place.Require("text").Text.Trim(), when?.Text ?? "both", place.Require("says").Text.Trim());
    }
}
