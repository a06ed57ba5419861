using GcActors.Core.Scenarios;
using GcActors.Core.Settings;
using GcActors.Runtime;
using Xunit;

namespace GcActors.Tests.Scenarios;

/// <summary>A scenario's objects are the cells of the heap: a walk over the arenas finds them, without any list or table.</summary>
public class ArenaWalkTests
{
    [Fact]
    public void The_arenas_hold_what_the_scenario_made()
    {
        ScenarioRemains facts = Facts(
            """
            callback C
            end
            finalizer F
            end
            let l = list none
            let t = tuple l l
            let d = dict k:l
            let o = object "one" F
            set o.a = o
            let s = slots "two"
            let w = weakref s
            let m = method s C
            let x = leaf
            let g = legacy
            let gone = list
            del gone
            let cycle = list
            append cycle cycle
            del cycle
            """, "3.12");

        Assert.Equal(
            new Dictionary<string, long>
            {
                ["list, 4 references"] = 1,
                ["list, 1 references"] = 1,
                // One of them is the empty tuple, which exists once.
                ["tuple, 1 references"] = 2,
                ["dict, 1 references"] = 1,
                ["object(one), 2 references"] = 1,
                ["slots(two), 2 references"] = 1,
                ["weakref, 1 references"] = 1,
                ["method, 1 references"] = 1,
                ["leaf, 1 references"] = 1,
                ["legacy, 1 references"] = 1,
            },
            facts.Objects.Where(entry => !IsAtom(entry.Key)).ToDictionary());
    }

    [Fact]
    public void The_arenas_hold_as_many_tracked_objects_as_the_program_sees()
    {
        foreach (string path in OracleFiles.Expectations)
        {
            string name = Path.GetFileNameWithoutExtension(path);
            int dot = name.IndexOf('.', StringComparison.Ordinal);
            string text = File.ReadAllText(Path.Combine(OracleFiles.Folder, $"{name[..dot]}.gcs"));
            var rows = new List<ScenarioRow>();

            ScenarioRemains facts = Facts(text + "\nshow population\n", name[(dot + 1)..], rows);

            Assert.Equal(rows[^1].Value!.AsArray().Sum(generation => (long)generation!), facts.Tracked);
        }
    }

    private static bool IsAtom(string key) => key.Split(',')[0] is "none" or "int" or "str" or "function";

    private static ScenarioRemains Facts(string text, string version, List<ScenarioRow>? rows = null)
    {
        using var system = new SimulatedActorSystem(1);
        var launch = new ScenarioLaunch(new TrialSettings(), version, system, row => rows?.Add(row), long.MaxValue, default) { WantsFacts = true };
        return ScenarioEngine.Run(ScenarioParser.Parse(text, "text"), launch).Facts!;
    }
}
