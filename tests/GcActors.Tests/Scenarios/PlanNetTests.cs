using System.Text;
using GcActors.Core;
using GcActors.Core.Actors;
using GcActors.Core.Scenarios;
using GcActors.Core.Settings;
using GcActors.Experiments.Conformance;
using GcActors.Runtime;
using Xunit;

namespace GcActors.Tests.Scenarios;

/// <summary>
/// The oracle's scenarios under every strategy and every way to find garbage, on all allocators and runtimes in turn: what must stay equal does, and the
/// verifier finds nothing after any collection, whatever it interrupted. Each combination runs a sample of its own.
/// </summary>
public class PlanNetTests
{
    /// <summary>One scenario in so many runs under a combination.</summary>
    private const uint Sampled = 10;

    private static readonly string[] s_runtimes = ["simulation", "threads", "pool"];

    public static TheoryData<string, string, string, int> Combinations()
    {
        var data = new TheoryData<string, string, string, int>();
        foreach (string strategy in new[] { "unsync", "gil", "atomic" })
        {
            data.Add(strategy, "generational", "cpython", 1);
            data.Add(strategy, "generational", "cpython", 2);
            data.Add(strategy, "generational", "place", 1);
            data.Add(strategy, "generational", "place", 2);
            data.Add(strategy, "backup-trace", "cpython", 1);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void What_must_stay_equal_does(string strategy, string collector, string order, int workers)
    {
        string[] defects =
        [
            .. OracleFiles.Expectations.Where(path => HashOf(path, $"{strategy}{collector}{order}{workers}") % Sampled == 0)
                .Select(path => Defect(path, strategy, new CollectionSettings { Collector = collector, Order = order, Workers = workers, ParallelFrom = 0 }))
                .OfType<string>(),
        ];

        Assert.Empty(defects);
    }

    [Theory]
    [InlineData("racing-pinned", "'racing-pinned' may lose counts, and scenarios show reference counts")]
    [InlineData("racy-census", "'racy-census' frees nothing, so no object of a scenario would ever die")]
    [InlineData("none", "'none' counts nothing, and scenarios show reference counts")]
    [InlineData("sticky", "'sticky' lets objects die some time after their last reference, and scenarios show deaths")]
    [InlineData("atomic", null)]
    public void Strategies_that_cannot_run_scenarios_say_why(string strategy, string? refusal) =>
        Assert.Equal(refusal, ScenarioEngine.Refusal(new TrialSettings { Counting = new CountingSettings { Strategy = strategy } }));

    [Fact]
    public void A_lost_object_a_wrong_count_and_a_wrong_value_are_seen()
    {
        PlanRun right = Rows("let a = list\nshow refcount a\n", "3.12");

        Assert.Equal(PlanVerdict.Equal, PlanComparison.Judge(right, null, Rows("let a = list\nshow refcount a\n", "3.12")).Verdict);
        Assert.Equal(PlanVerdict.Different, PlanComparison.Judge(right, null, Rows("let a = list\nlet b = a\nshow refcount a\n", "3.12")).Verdict);
        Assert.Equal(
            (PlanVerdict.Different, "0 of 'list, 1 references' at the end, not 1"),
            PlanComparison.Judge(right, null, Rows("let a = list\nshow refcount a\ndel a\n", "3.12")));
    }

    private static string? Defect(string path, string strategy, CollectionSettings collection)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        (string file, string version) = (name[..dot], name[(dot + 1)..]);
        Scenario scenario = ScenarioParser.ParseFile(Path.Combine(OracleFiles.Folder, $"{file}.gcs"));
        uint hash = HashOf(path, strategy);
        var settings = new TrialSettings
        {
            Runtime = s_runtimes[hash % 3],
            Counting = new CountingSettings { Strategy = strategy },
            Collection = collection,
            Heap = new HeapSettings { Allocator = hash / 3 % 2 == 0 ? "leased" : "shared", PoolGeometry = version == "3.9" ? "3.9" : "3.10" },
            Verify = new VerifySettings { Level = "collections", Poison = true },
        };
        PlanRun normal = Run(scenario, version, new TrialSettings(), full: false);
        PlanRun? full = Catalog.CollectorTraitsOf(collection.Collector).HasGenerations ? null : Run(scenario, version, new TrialSettings(), full: true);
        (PlanVerdict verdict, string note) = PlanComparison.Judge(normal, full, Run(scenario, version, settings, full: false));
        bool isRight = verdict == PlanVerdict.Equal
            || (verdict == PlanVerdict.OrderDiffers && (collection.Order == "place" || full != null) && (!IsOfTracking(note) || file.StartsWith("24-", StringComparison.Ordinal)))
            || (verdict == PlanVerdict.TimeDiffers && full != null);
        return isRight ? null : $"{name} on {settings.Runtime}, {settings.Heap.Allocator}: {verdict}: {note}";
    }

    /// <summary>Only one scenario is about it.</summary>
    private static bool IsOfTracking(string note) => note.Contains("tracked", StringComparison.Ordinal) || note.Contains("population", StringComparison.Ordinal);

    private static PlanRun Rows(string text, string version) =>
        Run(ScenarioParser.Parse(text, "text"), version, new TrialSettings(), full: false);

    private static PlanRun Run(Scenario scenario, string version, TrialSettings settings, bool full)
    {
        var rows = new List<ScenarioRow>();
        using IActorSystem system = ActorSystems.Create(settings.Runtime, seed: 1);
        var launch = new ScenarioLaunch(settings, version, system, rows.Add, long.MaxValue, default) { CollectsEverything = full, WantsFacts = true };
        return new PlanRun(rows, ScenarioEngine.Run(scenario, launch).Facts, null);
    }

    /// <summary>FNV-1a of a file's name and a word.</summary>
    private static uint HashOf(string path, string word) =>
        Encoding.UTF8.GetBytes(Path.GetFileName(path) + word).Aggregate(2166136261u, (hash, b) => unchecked((hash ^ b) * 16777619));
}
