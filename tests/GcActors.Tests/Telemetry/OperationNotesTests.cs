using System.Diagnostics;
using GcActors.Core;
using GcActors.Core.Catalogs;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Core.Telemetry;
using GcActors.Runtime;
using GcActors.Tests.Protocol;
using Xunit;

namespace GcActors.Tests.Telemetry;

public class OperationNotesTests
{
    public static TheoryData<string, string, string> Forms
    {
        get
        {
            TheoryData<string, string, string> forms = [];
            foreach (CounterForm form in Catalog.CounterForms)
            {
                forms.Add(form.Strategy, form.Variant, form.Cure);
            }

            return forms;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_counted_operation_of_a_run_is_noted_and_nothing_else_changes(string strategy, string variant, string cure)
    {
        TrialSettings settings = Settings(strategy, variant, cure);
        TrialReport without = TrialRuns.Run(settings);
        var heard = new Listener();
        TrialReport with = Run(settings with { Telemetry = new TelemetrySettings { Operations = 1 << 20 } }, heard);
        Assert.True(with.Outcome == TrialOutcome.Passed, with.Reason);
        Assert.Equal((without.Check, without.Operations, without.OrderSignature), (with.Check, with.Operations, with.OrderSignature));
        Assert.Equal(with.Operations.Allocs, heard.Of("alloc"));
        Assert.Equal(with.Operations.Increments, heard.Of("increment"));
        Assert.InRange(heard.Of("drop") + heard.Of("last-drop"), DropsInSteps(with.Operations, settings), with.Operations.Decrements);
    }

    [Fact]
    public void What_dies_of_a_drop_is_told_from_what_does_not()
    {
        var heard = new Listener();
        TrialReport report = Run(Noting("lists", 1 << 20), heard);
        Assert.Equal(report.Operations.Frees, heard.Of("last-drop"));
    }

    [Fact]
    public void The_ring_keeps_the_last_of_them()
    {
        var all = new Listener();
        Run(Noting("lists", 1 << 20), all);
        var last = new Listener();
        Run(Noting("lists", 100), last);
        Assert.Equal(all.Operations.TakeLast(128), last.Operations);
        Assert.Equal(all.Operations.Count, last.Operations[^1].Number + 1);
    }

    [Fact]
    public void Stretches_hold_all_whole_strides_that_are_kept()
    {
        var heard = new Listener();
        Run(Noting("lists", 1 << 14), heard);
        Assert.InRange(heard.Stretches.Count, 2, OperationNotes.MostStretches);
        long first = heard.Operations[0].Number;
        long untilStride = (64 - (first % 64)) % 64;
        Assert.Equal(heard.Operations.Count - untilStride, heard.Stretches.Sum(stretch => stretch.Counts.Sum()));
    }

    [Fact]
    public void Each_mutator_has_a_span_with_what_its_stretches_were()
    {
        using TraceRecorder recorder = new();
        TrialSettings settings = Noting("lists", 1 << 12) with { Mutators = 2, Runtime = "threads" };
        Assert.Equal(TrialOutcome.Passed, TrialRuns.Run(settings).Outcome);
        var tree = new TraceTree(recorder.Spans);
        Assert.Empty(tree.Violations(recorder.Root, settings.Mutators).Take(5));
        Activity[] spans = [.. tree.Named(Spans.Operations)];
        Assert.Equal(["mutator/0", "mutator/1"], spans.Select(span => (string)span.GetTagItem(Attributes.Actor.Name)!).Order(StringComparer.Ordinal));
        Assert.All(spans, span =>
        {
            Assert.Equal(4096L, span.GetTagItem(Attributes.OperationsKept.Name));
            Assert.All(span.Events, e => Assert.NotEmpty(e.Tags));
            Assert.InRange(span.Events.Sum(e => e.Tags.Sum(tag => (long)tag.Value!)), 4096 - 64, 4096);
        });
    }

    [Fact]
    public void In_virtual_time_operations_have_numbers_and_no_times()
    {
        using TraceRecorder recorder = new();
        var heard = new Listener();
        Run(Noting("lists", 1 << 12), heard);
        Assert.All(heard.Operations, operation => Assert.Null(operation.AtNs));
        Assert.Empty(new TraceTree(recorder.Spans).Named(Spans.Operations));
    }

    /// <summary>Under a strategy that is not prompt it is not always the mutator in its steps who drops what dead objects' fields held.</summary>
    private static long DropsInSteps(OperationTotals operations, TrialSettings settings) =>
        Catalog.Counter(settings.Counting.Strategy)!.Traits.IsPrompt ? operations.Decrements : operations.Allocs;

    private static TrialSettings Noting(string workload, int operations) =>
        TrialRuns.Small(workload) with { Telemetry = new TelemetrySettings { Operations = operations } };

    private static TrialSettings Settings(string strategy, string variant, string cure)
    {
        TrialSettings small = TrialRuns.Small("binary-trees", strategy);
        return small with { Counting = small.Counting with { Variant = variant, Cure = cure } };
    }

    private static TrialReport Run(TrialSettings settings, ITrialObserver observer) =>
        Trial.Run(settings, ActorSystems.Create(settings.Runtime, settings.Seed), observer);

    private sealed class Listener : ITrialObserver
    {
        public List<NotedOperation> Operations { get; } = [];

        public List<OperationStretch> Stretches { get; } = [];

        public int Of(string kind) => Operations.Count(operation => operation.Kind == kind);

        public void IterationEnded(int iteration, bool isWarmup, IterationReport report)
        {
        }

        public void OperationsNoted(int iteration, IReadOnlyList<OperationNotes> operations)
        {
            foreach (OperationNotes notes in operations)
            {
                Operations.AddRange(notes.Last);
                Stretches.AddRange(notes.Stretches());
            }
        }
    }
}
