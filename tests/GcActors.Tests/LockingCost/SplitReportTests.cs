using System.Globalization;
using System.Text.Json.Nodes;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Reporting;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using GcActors.Experiments.Statistics;
using GcActors.Tests.Running;
using Xunit;

namespace GcActors.Tests.LockingCost;

/// <summary>An experiment with a split, run against a machine whose parts are known: the report has them, and claims about them are judged.</summary>
public sealed class SplitReportTests : IDisposable
{
    private const double Operations = 1_000_000;

    private const string Text = """
        id: x
        revision: 1
        title: X
        question: Where does it go?
        seed: 1
        base: { plan: floor, workload: lists, heap.allocator: leased }
        matrix:
          strategy:
            levels:
              plain: { counting.strategy: racing-pinned }
              atomic: { counting.strategy: atomic }
          M: { setting: mutators, values: [2] }
        split:
          settings: { collection.collector: backup-trace }
          strategies: { atomic: { counting.strategy: atomic } }
          mutators: [1, 2]
          doses: [0, 8]
          dose_settings: { workload.elements: 100 }
        same_work_by: [M]
        aa_pair: { name: again, of: { strategy: atomic } }
        profiles:
          quick: { blocks: 5 }
          full: { blocks: 20 }
        metrics:
          T: { unit: ns, formula: wall_ns, says: time }
        predicates:
          closed: { text: "all m in {1, 2}: negligible(split.X[atomic, m] / split.whole[atomic, m])", says: it closes }
          moves: { text: "split.H[atomic, 2] in [0.9, 1.1]", says: lines move }
          dose: { text: "split.exposure[atomic, 2] in [0.8, 1.2]", says: what is put in is found }
        """;

    private readonly TemporaryFolder _folder = new();

    private string Out => _folder.New("out");

    [Fact]
    public void The_report_has_the_bars_the_parts_and_whether_they_come_to_the_whole()
    {
        ExperimentResult result = Run(new Machine());
        Assert.Equal([Truth.True, Truth.True, Truth.True], result.Verdicts.Select(verdict => verdict.Truth));
        string html = File.ReadAllText(Path.Combine(Out, ReportFiles.Html));
        Assert.Contains("<h2>Locking cost by cause</h2>", html, StringComparison.Ordinal);
        Assert.Contains("What locking costs lists, by cause", html, StringComparison.Ordinal);
        Assert.Matches("""= H</td><td class="c">lines that move between cores</td><td class="c n">(1|0\.9\d|1\.0\d) ns \[""", html);
        Assert.Contains("Closed: the parts come to the whole.", html, StringComparison.Ordinal);
        Assert.Contains("### lists, atomic, 2 mutators", File.ReadAllText(Path.Combine(Out, ReportFiles.Markdown)), StringComparison.Ordinal);
        Assert.All(["parts.csv", "parts.json", "figures/parts.svg", "figures/parts.csv", "figures/parts.vl.json"], file => Assert.True(File.Exists(Path.Combine(Out, file)), file));
        Assert.Contains("plain,none,serial,M=2", File.ReadAllText(Path.Combine(Out, "summary.csv")), StringComparison.Ordinal);
        Assert.DoesNotContain(result.Table.Rows, row => row.Cell.Contains("none", StringComparison.Ordinal));
    }

    /// <summary>Their objects may be others, and so what they compute.</summary>
    [Fact]
    public void Cells_with_doses_do_the_work_of_their_own_settings()
    {
        Run(new Machine());
        Assert.DoesNotContain("G4", File.ReadAllText(Path.Combine(Out, "excluded.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_alone_gives_the_same_split_again()
    {
        Run(new Machine());
        string html = File.ReadAllText(Path.Combine(Out, ReportFiles.Html));
        ReportFiles.Write(RunFolder.Read(Out));
        Assert.Equal(html, File.ReadAllText(Path.Combine(Out, ReportFiles.Html)));
    }

    [Fact]
    public void A_sum_that_does_not_close_is_open_and_its_claim_false()
    {
        ExperimentResult result = Run(new Machine { UnexplainedNs = 2 });
        Assert.Equal(Truth.False, result.Verdicts[0].Truth);
        Assert.Contains("OPEN: the parts do not come to the whole", File.ReadAllText(Path.Combine(Out, ReportFiles.Html)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_gates_void_is_hollow_and_its_claims_inconclusive()
    {
        ExperimentResult result = Run(new Machine { IsBusy = true });
        Assert.Equal([Truth.Unknown, Truth.Unknown, Truth.Unknown], result.Verdicts.Select(verdict => verdict.Truth));
        Assert.Contains("<small>inconclusive: G1</small>", File.ReadAllText(Path.Combine(Out, ReportFiles.Html)), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private ExperimentResult Run(ITrialInvoker machine)
    {
        string file = _folder.New(ExperimentFileReader.FileName);
        File.WriteAllText(file, Text);
        return ExperimentRunner.Run(new ExperimentRunOptions { ExperimentPath = file, Out = Out, Invoker = machine, Cores = 2, IsOptimisedBuild = true });
    }

    /// <summary>A 3, K 0.5, I 2, F 0.1, H 1 with two mutators; ns of a thread's time an operation.</summary>
    private sealed class Machine : ITrialInvoker
    {
        public double UnexplainedNs { get; init; }

        public bool IsBusy { get; init; }

        public JsonObject Invoke(Invocation invocation, CancellationToken cancellation) => invocation.Settings.ContainsKey(Canary.SettingKey)
            ? Row(invocation, [150_000_000], 1, new JsonObject { ["plain_ns"] = 1.0, ["atomic_ns"] = 4.0, ["shared_ns"] = 12.0 })
            : Trial(invocation);

        private JsonObject Trial(Invocation invocation)
        {
            IReadOnlyDictionary<string, string> settings = invocation.Settings;
            int mutators = int.Parse(settings["mutators"], CultureInfo.InvariantCulture);
            int lanes = settings.GetValueOrDefault("runtime") == "serial" ? 1 : mutators;
            double ns = NsOf(settings, lanes > 1);
            var noise = SplitMix64.Stream((ulong)invocation.Block, (ulong)invocation.OrderIndex);
            double[] walls = [.. Enumerable.Range(0, 4).Select(_ => ns * Operations / lanes * (1 + ((noise.Below(2000) - 1000) / 1_000_000.0)))];
            return Row(invocation, walls, lanes, new JsonObject { ["run_operations"] = Operations, ["run_queue_ns"] = 0, ["gil_wait_ns"] = 0 });
        }

        private double NsOf(IReadOnlyDictionary<string, string> settings, bool isParallel) => settings.GetValueOrDefault("counting.twin", "off") switch
        {
            "none" => 3,
            "plain" or "plain-private" => 3.5,
            "private" => isParallel ? 5.6 : 5.5,
            "real" or "padded" => (isParallel ? 6.6 : 5.5) + UnexplainedNs,
            _ => 6.5 + double.Parse(settings.GetValueOrDefault("counting.dose_ns", "0"), CultureInfo.InvariantCulture),
        };

        private JsonObject Row(Invocation invocation, double[] walls, int lanes, JsonObject extra) => new()
        {
            ["check"] = invocation.Settings.GetValueOrDefault("workload.elements", "all"),
            ["outcome"] = "passed",
            ["settings"] = new JsonObject(invocation.Settings.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))),
            ["iterations"] = new JsonArray([.. walls.Select(wall => (JsonNode)new JsonObject { ["wall_ns"] = (long)wall, ["cpu_ns"] = (long)wall * lanes, ["steps"] = 1 })]),
            ["overlap"] = IsBusy ? 0.5 : 0.99,
            ["extra"] = extra,
            ["host"] = new JsonObject
            {
                ["host_collections"] = 0, ["quanta_allocated_bytes"] = 0, ["major_faults"] = 0, ["methods_jitted"] = 0, ["other_cpu_cores"] = 0.02, ["steal_cores"] = 0.0,
            },
        };
    }
}
