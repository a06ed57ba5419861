using GcActors.Core.Scenarios;
using GcActors.Core.Scenarios.Explaining;
using GcActors.Core.Settings;
using GcActors.Runtime;
using Xunit;

namespace GcActors.Tests.Scenarios;

/// <summary>What real CPythons printed, line by line; the heap is poisoned and verified at the end, and its books must balance.</summary>
public class OracleTests
{
    private const long StepLimit = 100_000_000;

    public static TheoryData<string, string> Expectations()
    {
        var data = new TheoryData<string, string>();
        foreach (string path in OracleFiles.Expectations)
        {
            string name = Path.GetFileNameWithoutExtension(path);
            int dot = name.IndexOf('.', StringComparison.Ordinal);
            data.Add(name[..dot], name[(dot + 1)..]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Expectations))]
    public void A_scenario_prints_what_CPython_printed(string name, string version)
    {
        IReadOnlyList<ScenarioRow> expected = ScenarioRowReader.ReadFile(Path.Combine(OracleFiles.Folder, $"{name}.{version}.jsonl"));

        List<ScenarioRow> rows = Run(ScenarioParser.ParseFile(Path.Combine(OracleFiles.Folder, $"{name}.gcs")), version);

        Assert.Null(ScenarioComparison.FirstDifference(expected, rows));
    }

    internal static List<ScenarioRow> Run(
        Scenario scenario, string version, long stepLimit = StepLimit, long heapBytes = 0, CollectionRecording? recording = null)
    {
        var rows = new List<ScenarioRow>();
        var settings = new TrialSettings
        {
            Runtime = "simulation",
            Counting = new CountingSettings { Strategy = "gil" },
            Heap = new HeapSettings { Layout = "cpython", PoolGeometry = version == "3.9" ? "3.9" : "3.10", LimitBytes = heapBytes },
            Verify = new VerifySettings { Level = "end", Poison = true },
        };
        using var system = new SimulatedActorSystem(1);
        ScenarioEngine.Run(scenario, new ScenarioLaunch(settings, version, system, rows.Add, stepLimit, default) { Recording = recording });
        return rows;
    }
}
