using System.Globalization;
using GcActors.Core.Wording;
using YamlDotNet.RepresentationModel;

namespace GcActors.Experiments.Running;

/// <summary>A node of an experiment file, read strictly: every complaint names file, line and column.</summary>
/// <param name="document">Knows the file of each node.</param>
/// <param name="node">The node.</param>
internal sealed class YamlPlace(ExperimentDocument document, YamlNode node)
{
    public ExperimentFileException Error(string problem) => new($"{document.FileOf(node)}:{node.Start.Line}:{node.Start.Column}: {problem}");

    public bool IsScalar => node is YamlScalarNode;

    public string Text => node is YamlScalarNode { Value: { } value } ? value : throw Error("a text or a number is expected");

    /// <summary>Digits may be grouped: <c>5_040_000</c>.</summary>
    public string SettingText => Text.Length > 0 && Text.All(c => char.IsAsciiDigit(c) || c == '_')
        ? Text.Replace("_", "", StringComparison.Ordinal) : Text;

    public int WholeNumber(int least) =>
        int.TryParse(SettingText, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least
            ? value
            : throw Error($"a whole number of at least {least} is expected instead of '{Text}'");

    public double Number => double.TryParse(SettingText, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        ? value
        : throw Error($"a number is expected instead of '{Text}'");

    /// <summary><c>2%</c> is 0.02.</summary>
    public double Share => Text.EndsWith('%') && double.TryParse(Text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out double percent) && percent > 0
        ? percent / 100
        : throw Error($"a percentage above 0 (2%) is expected instead of '{Text}'");

    public bool Flag => Text switch
    {
        "true" => true,
        "false" => false,
        _ => throw Error($"true or false is expected instead of '{Text}'"),
    };

    public IReadOnlyList<YamlPlace> Items => node is YamlSequenceNode list
        ? [.. list.Children.Select(child => new YamlPlace(document, child))]
        : throw Error("a list is expected");

    /// <summary>Keys in file order.</summary>
    public IReadOnlyList<(string Key, YamlPlace Value)> Entries => node is YamlMappingNode map
        ? [.. map.Children.Select(child => (KeyOf(child.Key), new YamlPlace(document, child.Value)))]
        : throw Error("a mapping is expected");

    public IReadOnlyDictionary<string, string> Texts => Entries.ToDictionary(e => e.Key, e => e.Value.SettingText);

    /// <summary>Lists of levels by tag; a single word stands for itself: <c>M: up-to-cores</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Levels =>
        Entries.ToDictionary(e => e.Key, e => e.Value.IsScalar ? [e.Value.SettingText] : e.Value.TextItems);

    public IReadOnlyList<string> TextItems => [.. Items.Select(item => item.SettingText)];

    public YamlPlace? Find(string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? child) ? new YamlPlace(document, child) : null;

    public YamlPlace Require(string key) => Find(key) ?? throw Error($"key '{key}' is missing");

    public void AllowOnly(params string[] known)
    {
        if (node is not YamlMappingNode map)
            throw Error("a mapping is expected");
        foreach (YamlNode key in map.Children.Keys)
        {
            string name = KeyOf(key);
            if (!known.Contains(name))
                throw new YamlPlace(document, key).Error($"unknown key '{name}'{NearestName.Hint(name, known, "keys here")}");
        }
    }

    private string KeyOf(YamlNode key) => key is YamlScalarNode { Value: { } name } ? name : throw new YamlPlace(document, key).Error("a key is a text");
}
