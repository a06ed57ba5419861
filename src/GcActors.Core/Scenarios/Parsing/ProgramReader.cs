using System.Globalization;

namespace GcActors.Core.Scenarios.Parsing;

/// <summary>Reads the top level: header lines, definitions and statements.</summary>
internal sealed class ProgramReader
{
    private readonly LineReader lines;
    private readonly Diagnostics diagnostics;
    private readonly Declarations declarations;
    private readonly BlockReader blocks;
    private readonly BodyReader bodies;
    private readonly Scope top = new(null, []);
    private readonly List<Statement> main = [];
    private string title = "";
    private IReadOnlyList<string>? versions;

    public ProgramReader(LineReader lines, Diagnostics diagnostics)
    {
        this.lines = lines;
        this.diagnostics = diagnostics;
        declarations = new Declarations(diagnostics);
        ExpressionParser expressions = new(diagnostics);
        PlaceParser places = new(declarations, expressions, diagnostics);
        StatementParser statements = new(declarations, expressions, places, new ControlParser(expressions, diagnostics), diagnostics);
        blocks = new BlockReader(lines, expressions, statements, diagnostics);
        bodies = new BodyReader(lines, declarations, places, blocks, diagnostics);
    }

    public Scenario Read()
    {
        while (lines.Read() is { } words)
        {
            Word first = words[0];
            ReadLine(first, new Operands(first, [.. words.Skip(1)], diagnostics));
        }

        new ScopeCheck(top, bodies.Scopes, diagnostics).Run();
        return new Scenario(diagnostics.File, title, versions, declarations.Tables, bodies.Bodies, main);
    }

    private void ReadLine(Word first, Operands words)
    {
        switch (first.Text)
        {
            case "scenario":
                title = string.Join(' ', words.Select(word => word.Text));
                break;
            case "versions":
                versions = VersionParser.Parse(words, "versions VERSION...", diagnostics);
                break;
            case "table":
                ReadTable(words);
                break;
            case "finalizer" or "callback" or "function":
                bodies.Read(first, words);
                break;
            default:
                blocks.ReadStatement(first, words, top, main, depth: 0);
                break;
        }
    }

    private void ReadTable(Operands words)
    {
        words.Expect(2, "table NAME SIZE");
        Word size = words[1];
        bool isSize = int.TryParse(size.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int slots) && slots <= ScenarioLimits.TableSize;
        declarations.AddTable(words[0], isSize
            ? slots
            : throw diagnostics.At(size, $"bad table size {Diagnostics.Quote(size.Text)}; expected an integer from 0 to {ScenarioLimits.TableSize}"));
    }
}
