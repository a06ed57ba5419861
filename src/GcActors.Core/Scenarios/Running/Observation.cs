using System.Text.Json.Nodes;
using GcActors.Core.Mutators;
using GcActors.Core.Python;

namespace GcActors.Core.Scenarios.Running;

/// <summary>What a scenario may ask (scenario-language.md 4): reads the machine, changes nothing.</summary>
internal readonly struct Observation<TMemory>(PyMachine machine, Func<uint, string> kindOf, RunnerSpares spares)
    where TMemory : struct, IObjectMemory
{
    public JsonNode? Of(ref TMemory m, HostAction.Observe observe)
    {
        string what = observe.Statement.What;
        bool makesList = what is "population" or "stats" or "referents" or "referrers"
            || (what == "generation" && machine.Layout.IsTracked(machine.Load(observe.Places[0])));
        if (makesList)
        {
            spares.AtQuestion(ref m, machine, makesDicts: what == "stats");
        }

        GcState gc = machine.Gc;
        return what switch
        {
            "count" => Numbers(gc.Counts.Select(n => (long)n)),
            "threshold" => Numbers(gc.Thresholds.Select(n => (long)n)),
            "enabled" => gc.IsEnabled,
            "population" => Population(ref m),
            "frozen" => machine.FrozenCount + spares.FrozenReserves,
            "stats" => new JsonArray([.. gc.Stats.Select(s => (JsonNode)Numbers(s))]),
            "garbage" => Kinds(machine.Garbage),
            "immortal" when observe.Statement.Builtin is { } builtin => Builtins.IsImmortal(builtin, gc.Version),
            _ => OfPlace(ref m, observe),
        };
    }

    private JsonArray Population(ref TMemory m)
    {
        long[] counts = machine.Population(ref m);
        counts[3] += spares.FrozenReserves;
        return Numbers(counts);
    }

    private JsonNode? OfPlace(ref TMemory m, HostAction.Observe observe)
    {
        uint cell = machine.Load(observe.Places[0]);
        string name = machine.NameOf(observe.Places[0]);
        return observe.Statement.What switch
        {
            "refcount" => PyMachine.RefCount(ref m, cell),
            "tracked" => machine.Layout.IsTracked(cell),
            "finalized" => machine.Layout.IsFinalized(cell),
            "generation" => machine.GenerationName(ref m, cell) is var g && int.TryParse(g, out int number) ? number : g,
            "alive" => machine.TargetOf(cell, name) != 0,
            "same" => cell == machine.Load(observe.Places[1]),
            "kind" => kindOf(cell),
            "length" => machine.LengthOf(cell, name),
            "size" => machine.SizeOf(cell),
            "referents" => Kinds(machine.Referents(cell), machine.Layout.IsInstance(cell)),
            "referrers" => Kinds(machine.Referrers(ref m, cell)),
            "immortal" => m.IsImmortal(cell) || machine.IsImmortalAtom(cell),
            var what => throw new InvalidOperationException($"observation {what} has no meaning"),
        };
    }

    private JsonArray Kinds(IEnumerable<uint> cells, bool andClass = false)
    {
        var kinds = new JsonArray();
        foreach (uint cell in cells)
        {
            // The runner for real interpreters leaves None out: its own spare is None at that moment.
            if (!machine.IsNone(cell))
            {
                kinds.Add(kindOf(cell));
            }
        }

        if (andClass)
        {
            kinds.Add("class");
        }

        return kinds;
    }

    private static JsonArray Numbers(IEnumerable<long> values) => [.. values.Select(value => (JsonNode)value)];
}
