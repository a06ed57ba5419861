using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GcActors.Experiments.Running;

/// <summary>
/// An experiment file laid over the one that it <c>extends</c>, and so on. Mappings are joined key by key, in the order of the base and then of what is new; anything else is
/// replaced, and an empty value takes an entry away. Each node keeps the file that it was written in.
/// </summary>
internal sealed class ExperimentDocument
{
    public const string ExtendsKey = "extends";

    private readonly Dictionary<YamlNode, string> _files = new(ReferenceEqualityComparer.Instance);
    private readonly string _path;
    private readonly YamlMappingNode _root;

    private ExperimentDocument(string path)
    {
        _path = path;
        var chain = new List<string>();
        _root = Load(path, chain);
        IsExtended = chain.Count > 1;
    }

    /// <summary>Whether there is more than one file.</summary>
    public bool IsExtended { get; }

    public YamlPlace Root => new(this, _root);

    /// <exception cref="ExperimentFileException">A file cannot be read, or they extend each other in a circle.</exception>
    public static ExperimentDocument Load(string path) => new(path);

    public string FileOf(YamlNode node) => _files.GetValueOrDefault(node, _path);

    /// <summary>All of it as one text: as it was written where it is one file.</summary>
    public string Text()
    {
        if (!IsExtended)
            return File.ReadAllText(_path);
        using var writer = new StringWriter();
        new YamlStream(new YamlDocument(_root)).Save(writer, assignAnchors: false);
        return writer.ToString();
    }

    private YamlMappingNode Load(string path, List<string> chain)
    {
        chain.Add(Path.GetFullPath(path));
        YamlMappingNode map = Parse(path) as YamlMappingNode ?? throw new ExperimentFileException($"{path}:1:1: a mapping is expected");
        NoteFile(map, path);
        if (!map.Children.TryGetValue(new YamlScalarNode(ExtendsKey), out YamlNode? named))
            return map;
        string wanted = new YamlPlace(this, named).Text;
        string file = Path.Combine(Path.GetDirectoryName(path) ?? "", wanted);
        if (!File.Exists(file))
            throw new YamlPlace(this, named).Error($"there is no file '{wanted}' to extend");
        if (chain.Contains(Path.GetFullPath(file)))
            throw new YamlPlace(this, named).Error($"{Path.GetFileName(path)} extends {wanted}, which extends {Path.GetFileName(path)} again");
        map.Children.Remove(new YamlScalarNode(ExtendsKey));
        Lay(map, Load(file, chain));
        return map;
    }

    /// <summary>Joins in place, so that the nodes of <paramref name="over"/> keep their lines.</summary>
    private static void Lay(YamlMappingNode over, YamlMappingNode under)
    {
        KeyValuePair<YamlNode, YamlNode>[] own = [.. over.Children];
        over.Children.Clear();
        foreach ((YamlNode key, YamlNode value) in under.Children)
            over.Children.Add(key, value);
        foreach ((YamlNode key, YamlNode value) in own)
        {
            if (value is YamlMappingNode map && under.Children.TryGetValue(key, out YamlNode? below) && below is YamlMappingNode belowMap)
                Lay(map, belowMap);
            if (IsEmpty(value))
                over.Children.Remove(key);
            else
                over.Children[key] = value;
        }
    }

    private static bool IsEmpty(YamlNode value) => value is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    private void NoteFile(YamlNode root, string path)
    {
        foreach (YamlNode node in root.AllNodes)
            _files[node] = path;
    }

    private static YamlNode Parse(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var stream = new YamlStream();
            stream.Load(reader);
            return stream.Documents.Count == 1 ? stream.Documents[0].RootNode : throw new ExperimentFileException($"{path}: one document expected");
        }
        catch (YamlException e)
        {
            throw new ExperimentFileException($"{path}:{e.Start.Line}:{e.Start.Column}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ExperimentFileException($"{path}: cannot be read: {e.Message}");
        }
    }
}
