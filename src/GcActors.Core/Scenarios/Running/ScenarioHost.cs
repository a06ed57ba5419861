using System.Text;
using System.Text.Json.Nodes;
using GcActors.Core.Mutators;
using GcActors.Core.Python;

namespace GcActors.Core.Scenarios.Running;

/// <summary>The outside of a scenario's machine: its log, its observers, its output.</summary>
internal sealed class ScenarioHost(ScenarioCompiler code, Action<ScenarioRow> rows) : IPyHost
{
    private readonly List<string> _log = [];
    private readonly RunnerSpares _spares = new();
    private int _number;

    public int FailedExpectations { get; private set; }

    public void Do<TMemory>(ref TMemory m, PyMachine machine, int number)
        where TMemory : struct, IObjectMemory
    {
        switch (code.Actions[number])
        {
            case HostAction.Log log:
                _log.Add(log.Place < 0 ? log.Text : $"{log.Text} {KindOf(machine, machine.Load(log.Place))}");
                break;
            case HostAction.Note note:
                Print(note.Line, "note", note.Text, null, null);
                break;
            case HostAction.Watch { On: true }:
                machine.Observers.Add((phase, generation, collected, uncollectable) =>
                    _log.Add($"{phase} generation={generation} collected={collected} uncollectable={uncollectable}"));
                break;
            case HostAction.Watch:
                machine.Observers.Clear();
                break;
            case HostAction.Observe observe:
                Observe(ref m, machine, observe);
                break;
        }
    }

    public void Collected(int number, long result)
    {
        Statement.Collect statement = ((HostAction.Collected)code.Actions[number]).Statement;
        var args = new JsonArray();
        if (statement.Generation is IntExpression.Literal generation)
        {
            args.Add(generation.Value);
        }

        Print(statement.Line, "do", "collect", args, result);
    }

    public void Frozen<TMemory>(ref TMemory m, PyMachine machine)
        where TMemory : struct, IObjectMemory => _spares.AtFreeze(ref m, machine);

    public void Unfrozen() => _spares.AtUnfreeze();

    public int Label(PyMachine machine, int number)
    {
        var text = new StringBuilder();
        foreach ((string? literal, int expression) in code.DynamicLabels[number])
        {
            text.Append(literal ?? $"{machine.Evaluate(expression)}");
        }

        return code.Label(text.ToString());
    }

    /// <summary>A kind with the object's label: <c>slots(x)</c>.</summary>
    public string KindOf(PyMachine machine, uint cell)
    {
        string kind = machine.Classes.KindName(cell);
        string label = machine.LabelOf(cell) is var number && number != 0 ? code.Labels[number] : "";
        return label.Length == 0 ? kind : $"{kind}({label})";
    }

    private void Observe<TMemory>(ref TMemory m, PyMachine machine, HostAction.Observe observe)
        where TMemory : struct, IObjectMemory
    {
        Statement.Observe statement = observe.Statement;
        JsonNode? value = statement.What switch
        {
            "log" => Drain(_log),
            "stderr" => Drain(machine.Stderr),
            "int" => machine.Evaluate(observe.Expression),
            _ => new Observation<TMemory>(machine, cell => KindOf(machine, cell), _spares).Of(ref m, observe),
        };
        JsonArray args = [.. statement.Words.Select(word => (JsonNode)word)];
        bool expects = statement.WantJson != null;
        Print(statement.Line, expects ? "expect" : "show", statement.What, args, value, expects ? JsonNode.Parse(statement.WantJson!) : null);
    }

    private static JsonArray Drain(List<string> lines)
    {
        JsonArray drained = [.. lines.Select(line => (JsonNode)line)];
        lines.Clear();
        return drained;
    }

    private void Print(int line, string verb, string what, JsonArray? args, JsonNode? value, JsonNode? want = null)
    {
        var row = new ScenarioRow(++_number, line, verb, what, args, value, want);
        FailedExpectations += row.Ok ? 0 : 1;
        rows(row);
    }
}
