using GcActors.Core.Collection;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Python;
using GcActors.Core.Scenarios;
using GcActors.Core.Scenarios.Running;
using GcActors.Core.Settings;
using GcActors.Runtime;
using GcActors.Tests.Workloads;
using Xunit;
using Counter = GcActors.Core.Counting.WithImmortals<GcActors.Core.Counting.Plain<GcActors.Core.Counting.Gil>>;
using Direct = GcActors.Core.Mutators.Mutator<
    GcActors.Core.Counting.WithImmortals<GcActors.Core.Counting.Plain<GcActors.Core.Counting.Gil>>,
    GcActors.Core.Objects.SharedAllocator<GcActors.Core.Objects.NoLatch>>;

namespace GcActors.Tests.Scenarios;

/// <summary>Whenever the machine must stop, it goes on as if it had not.</summary>
public class InterruptionTests
{
    private const int StopsPerLook = 16;
    private const int MostStopsLookedAt = 40 * StopsPerLook;

    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 11)]
    [InlineData(3, 13)]
    public void Tiny_quanta_and_other_seeds_change_nothing(ulong seed, int sampled)
    {
        foreach ((Scenario scenario, string version, IReadOnlyList<ScenarioRow> expected) in Oracle(sampled, offset: (int)seed))
        {
            var rows = new List<ScenarioRow>();
            var settings = new TrialSettings
            {
                Heap = new HeapSettings { Allocator = "leased" },
                Schedule = new ScheduleSettings { QuantumSteps = 1 },
                Verify = new VerifySettings { Level = "collections" },
            };
            using var system = new SimulatedActorSystem(seed);

            ScenarioEngine.Run(scenario, new ScenarioLaunch(settings, version, system, rows.Add, long.MaxValue, default) { TurnsPerStep = 1 });

            Assert.Null(ScenarioComparison.FirstDifference(expected, rows));
        }
    }

    [Theory]
    [InlineData(30, 4)]
    [InlineData(60, 9)]
    public void Memory_that_comes_at_the_second_asking_is_counted_once(int failPercent, int sampled)
    {
        foreach ((Scenario scenario, string version, IReadOnlyList<ScenarioRow> expected) in Oracle(sampled, offset: failPercent))
        {
            var rows = new List<ScenarioRow>();

            List<string> violations = RunUnreliably(scenario, version, rows.Add, failPercent);

            Assert.Null(ScenarioComparison.FirstDifference(expected, rows));
            Assert.Empty(violations);
        }
    }

    /// <summary>The verifier's sight of what frames hold: without it, stops in deaths and callbacks look like wrong counts.</summary>
    [Fact]
    public void Unfinished_work_that_hides_what_it_holds_is_seen() =>
        Assert.NotEmpty(Oracle(sampled: 9, offset: 30).SelectMany(o => RunUnreliably(o.Scenario, o.Version, _ => { }, failPercent: 30, hides: true)));

    [Theory]
    [InlineData("let l = list\nrepeat 1000000\n  append l 1000\nend\n")]
    [InlineData("table T 1000000\nrepeat 1000000 as $i\n  let o = slots\n  set T[$i] = o\nend\n")]
    [InlineData("let d = dict\nrepeat 1000000 as $i\n  set d{$i} = $i\nend\n")]
    [InlineData("let l = list\nrepeat 1000000\n  let n = list l\n  let l = n\nend\n")]
    public void A_heap_that_is_too_small_is_named_with_its_line(string text)
    {
        ScenarioFailedException e = Assert.Throws<ScenarioFailedException>(
            () => OracleTests.Run(ScenarioParser.Parse(text, "small.gcs"), "3.12", heapBytes: 4 << 20));

        Assert.Matches("^small.gcs:[1-5]: mutator 0 needs memory, .* heap bytes are mapped", e.Message);
    }

    private static IEnumerable<(Scenario Scenario, string Version, IReadOnlyList<ScenarioRow> Expected)> Oracle(int sampled, int offset)
    {
        for (int i = offset % sampled; i < OracleFiles.Expectations.Count; i += sampled)
        {
            string path = OracleFiles.Expectations[i];
            string name = Path.GetFileNameWithoutExtension(path);
            int dot = name.IndexOf('.', StringComparison.Ordinal);
            Scenario scenario = ScenarioParser.ParseFile(Path.Combine(OracleFiles.Folder, $"{name[..dot]}.gcs"));
            yield return (scenario, name[(dot + 1)..], ScenarioRowReader.ReadFile(path));
        }
    }

    /// <summary>Without actors: allocations fail at random moments, and each stop is served at once. Answers what the verifier finds, at some of those
    /// moments and at the end.</summary>
    private static List<string> RunUnreliably(Scenario scenario, string version, Action<ScenarioRow> rows, int failPercent, bool hides = false)
    {
        using var system = new SimulatedActorSystem(1);
        var launch = new ScenarioLaunch(new TrialSettings(), version, system, rows, long.MaxValue, default);
        using var program = new ScenarioProgram(scenario, VersionProfile.Of(version), launch);
        using var heap = new Heap(new HeapSettings { Layout = "cpython" }, poison: true);
        using var binding = new AllocatorBinding(heap, mutators: 1);
        using var memory = new DirectMemoryBinding(binding);
        using ICycleCollector collector = program.CreateCollector<Counter, SharedAllocator<NoLatch>>();
        using var verifier = new HeapVerifier<Counter, SharedAllocator<NoLatch>>(binding);
        var stopped = new StoppedHeap(binding, []);
        var m = new UnreliableMutator<Direct>(new Direct(memory.Binding), failPercent, seed: 1);
        while (program.Load(ref m) != StepOutcome.Done)
        {
        }

        var violations = new List<string>();
        int stops = 0;
        for (StepOutcome outcome = StepOutcome.Partial; outcome != StepOutcome.Done;)
        {
            outcome = program.Step(ref m);
            if (outcome == StepOutcome.Suspended)
            {
                if (stops++ % StopsPerLook == 0 && stops < MostStopsLookedAt)
                {
                    IUnfinishedWork? unfinished = heap.Unfinished;
                    heap.Unfinished = hides ? null : unfinished;
                    violations.AddRange(verifier.Verify(stopped, collector.OldGenerations).Violations);
                    heap.Unfinished = unfinished;
                }

                CollectionRunner.Run(collector.Begin(stopped, generation: 0, workers: 1), workers: 1);
            }
        }

        Assert.Null(program.Failure);
        violations.AddRange(verifier.Verify(stopped, collector.OldGenerations).Violations);
        return violations;
    }
}
