using GcActors.Core.Python;

namespace GcActors.Core.Scenarios.Running;

/// <summary>Turns a parsed scenario into the machine's code for one CPython version, and into what its host has to do.</summary>
internal sealed class ScenarioCompiler
{
    private const string InstanceKinds = "object slots legacy";
    private readonly Scenario _scenario;
    private readonly VersionProfile _version;
    private readonly Dictionary<(string Kind, string Finalizer), int> _classes = [];
    private readonly Dictionary<string, int> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _globals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _globalInts = new(StringComparer.Ordinal);
    private readonly Dictionary<(AtomType, string, long), int> _atoms = [];
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);

    private ScenarioCompiler(Scenario scenario, VersionProfile version)
    {
        _scenario = scenario;
        _version = version;
    }

    public PyProgram Program { get; } = new();

    /// <summary>What <see cref="Op.Host"/> refers to.</summary>
    public List<HostAction> Actions { get; } = [];

    /// <summary>Labels with variables: the pieces as texts or expressions.</summary>
    public List<IReadOnlyList<(string? Text, int Expression)>> DynamicLabels { get; } = [];

    /// <summary>Labels without variables; 0 is none.</summary>
    public List<string> Labels { get; } = [""];

    public VersionProfile Version => _version;

    public SafePoints SafePoints => _scenario.SafePoints;

    public static ScenarioCompiler Compile(Scenario scenario, VersionProfile version)
    {
        var compiler = new ScenarioCompiler(scenario, version);
        compiler.Run();
        return compiler;
    }

    public int Table(string name) => _tables.GetValueOrDefault(name, -1);

    public int TableSize(int table) => Program.Tables[table].Size;

    /// <summary>A global object variable, as instructions name it.</summary>
    public int Global(string name) => ~Number(_globals, Program.GlobalNames, name);

    /// <summary>A global integer variable.</summary>
    public int GlobalInt(string name) => ~Number(_globalInts, Program.GlobalIntNames, name);

    public int Function(string name) => _functions[name];

    public int ClassOf(string kind, string? finalizer) => _classes[(kind, finalizer ?? "")];

    public int Expression(PyExpression expression)
    {
        Program.Expressions.Add(expression);
        return Program.Expressions.Count - 1;
    }

    public int Place(PyPlace place)
    {
        Program.Places.Add(place);
        return Program.Places.Count - 1;
    }

    public int Comparison(PyComparison comparison)
    {
        Program.Comparisons.Add(comparison);
        return Program.Comparisons.Count - 1;
    }

    public int Action(HostAction action)
    {
        Actions.Add(action);
        return Actions.Count - 1;
    }

    public int Label(string text)
    {
        Labels.Add(text);
        return Labels.Count - 1;
    }

    public int NoneAtom() => Atom(AtomType.None, "", 0);

    public int TextAtom(string text) => Atom(AtomType.Text, text, text.Length);

    public int IntAtom(long value) => Atom(AtomType.Int, "", value);

    public int FunctionAtom(string callback) => Atom(AtomType.Function, callback, 0);

    private int Atom(AtomType type, string text, long value)
    {
        if (!_atoms.TryGetValue((type, text, value), out int number))
        {
            int reference = type switch
            {
                AtomType.Text => Text(text),
                AtomType.Function => _functions[text],
                _ => 0,
            };
            Program.Atoms.Add(new AtomPart { Type = type, Number = reference, Value = value });
            number = Program.Atoms.Count - 1;
            _atoms.Add((type, text, value), number);
        }

        return number;
    }

    private int Text(string text) => Number(_texts, Program.Texts, text);

    private static int Number(Dictionary<string, int> known, List<string> names, string name)
    {
        if (!known.TryGetValue(name, out int number))
        {
            number = names.Count;
            names.Add(name);
            known.Add(name, number);
        }

        return number;
    }

    private void Run()
    {
        foreach (TableDeclaration table in _scenario.Tables)
        {
            _tables[table.Name] = Program.Tables.Count;
            Program.Tables.Add((table.Name, table.Size));
        }

        // Function 0 is the main body; its place is kept.
        Program.Functions.Add(new PyFunction(null, null));
        foreach (Body body in _scenario.Bodies)
        {
            _functions[body.Name] = Program.Functions.Count;
            Program.Functions.Add(new PyFunction(null, null));
        }

        AddClasses();
        foreach (Body body in _scenario.Bodies)
        {
            Program.Functions[_functions[body.Name]] = new PyFunction(new BodyCompiler(this, body).Compile(body.Statements), null);
        }

        Program.Functions[0] = new PyFunction(new BodyCompiler(this, null).Compile(_scenario.Main), null);
    }

    private void AddClasses()
    {
        foreach (string kind in InstanceKinds.Split(' '))
        {
            AddClass(kind, null);
            foreach (Body finalizer in _scenario.Bodies.Where(b => b.Kind == BodyKind.Finalizer))
            {
                AddClass(kind, finalizer.Name);
            }
        }
    }

    private void AddClass(string kind, string? finalizer)
    {
        InstanceKind instances = kind switch
        {
            "object" => InstanceKind.Object,
            "slots" => InstanceKind.Slots,
            _ => InstanceKind.Legacy,
        };
        _classes[(kind, finalizer ?? "")] = Program.Classes.Add(new PyClass(instances, finalizer == null ? -1 : _functions[finalizer]));
    }
}
