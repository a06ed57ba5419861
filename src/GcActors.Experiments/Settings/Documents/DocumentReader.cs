using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GcActors.Experiments.Settings.Documents;

/// <summary>Reads authored YAML and recorded JSON by one path: JSON is YAML's flow style. Typing is ours (<see cref="ScalarKind"/>),
/// and so is strictness: a key stands once, one document a file, no tags.</summary>
public sealed class DocumentReader
{
    private readonly string file;
    private readonly Parser parser;
    private readonly Dictionary<string, DocumentNode> anchors = new(StringComparer.Ordinal);

    private DocumentReader(string file, TextReader text)
    {
        this.file = file;
        parser = new Parser(text);
    }

    /// <param name="path">As the person wrote it; it begins every message.</param>
    /// <exception cref="SettingsException">Unreadable file, or not well formed.</exception>
    public static DocumentNode ReadFile(string path)
    {
        try
        {
            return Read(path, File.ReadAllText(path));
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            throw new SettingsException(path, "is a folder, not a file");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SettingsException(path, "no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(path, $"cannot be read: {OneLine(e.Message)}");
        }
    }

    /// <param name="file">Name for messages.</param>
    /// <param name="text">The file's contents.</param>
    /// <exception cref="SettingsException">Not well formed.</exception>
    public static DocumentNode Read(string file, string text)
    {
        using StringReader stringReader = new(text);
        DocumentReader reader = new(file, stringReader);
        try
        {
            return reader.ReadDocument();
        }
        catch (InvalidOperationException)
        {
            // The scanner's answer to a flow list or map that a line break and a colon end too early.
            SourcePosition last = reader.PositionOf(reader.parser.Current!);
            throw new SettingsException(last.ToString(), "not well formed after this: a bracket or brace is not closed");
        }
        catch (YamlException e)
        {
            throw new SettingsException(new SourcePosition(file, e.Start.Line, e.Start.Column).ToString(), $"not well formed: {OneLine(e.Message)}");
        }
    }

    private DocumentNode ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            throw new SettingsException(file, "the file is empty");
        }

        DocumentNode root = ReadNode();
        parser.Consume<DocumentEnd>();
        return parser.Accept<StreamEnd>(out _)
            ? root
            : throw new SettingsException(PositionOf(parser.Current!).ToString(), "a second document; a settings file has one");
    }

    private DocumentNode ReadNode()
    {
        if (parser.TryConsume<AnchorAlias>(out AnchorAlias? alias))
        {
            return anchors.GetValueOrDefault(alias.Value.Value) ??
                throw new SettingsException(PositionOf(alias).ToString(), $"unknown anchor '{alias.Value.Value}'");
        }

        NodeEvent start = parser.Accept<NodeEvent>(out NodeEvent? node) ? node : throw new SettingsException(file, "ends too early");
        if (!start.Tag.IsEmpty)
        {
            throw new SettingsException(PositionOf(start).ToString(), $"tag '{start.Tag.Value}': tags have no meaning here");
        }

        DocumentNode value = start switch
        {
            MappingStart => ReadMap(),
            SequenceStart => ReadList(),
            _ => ReadScalar(),
        };
        if (!start.Anchor.IsEmpty)
        {
            anchors[start.Anchor.Value] = value;
        }

        return value;
    }

    private DocumentMap ReadMap()
    {
        SourcePosition position = PositionOf(parser.Consume<MappingStart>());
        List<DocumentEntry> entries = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            DocumentScalar key = ReadNode().AsScalar("a key");
            if (!seen.Add(key.Text))
            {
                throw key.Error($"duplicate key '{key.Text}'; a key stands once");
            }

            entries.Add(new DocumentEntry(key.Text, key.Position, ReadNode()));
        }

        return new DocumentMap(position, entries);
    }

    private DocumentList ReadList()
    {
        SourcePosition position = PositionOf(parser.Consume<SequenceStart>());
        List<DocumentNode> items = [];
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode());
        }

        return new DocumentList(position, items);
    }

    private DocumentScalar ReadScalar()
    {
        Scalar scalar = parser.Consume<Scalar>();
        ScalarKind kind = scalar.Style == ScalarStyle.Plain ? DocumentScalar.Resolve(scalar.Value) : ScalarKind.Text;
        return new DocumentScalar(PositionOf(scalar), scalar.Value, kind);
    }

    private SourcePosition PositionOf(ParsingEvent e) => new(file, e.Start.Line, e.Start.Column);

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
